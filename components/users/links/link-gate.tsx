"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { FormFailure } from "../form-failure";
import { followPasted, type LookedAt } from "./use-link";

type LinkGateProps<T> = {
  link: LookedAt<T>;
  /** Everything in one form, with a field for the link: for browsers without scripts. */
  plain: ReactNode;
  /** What the link opens. */
  children: (open: { token: string; value: T }) => ReactNode;
};

/** Lets through whoever has a link that works; else says why not, and takes another one. */
export function LinkGate<T>({ link, plain, children }: LinkGateProps<T>) {
  switch (link.step) {
    case "starting":
      return <noscript>{plain}</noscript>;
    case "no-link":
      return <PasteLink />;
    case "looking":
      // Nothing for what is over in a moment.
      return (
        <p role="status" className="mt-6 [animation:show_0s_200ms_both] text-body text-ink-2">
          Looking at your link…
        </p>
      );
    case "refused":
      return (
        <div className="mt-6">
          <FormFailure failure={link.failure} />
          <p className="mt-4 text-body text-ink-2">
            <a href="/sign-in" className="font-medium text-accent hover:underline">
              Sign in
            </a>{" "}
            if you have a user already.
          </p>
          <PasteLink label="Another link" />
        </div>
      );
    case "open":
      return children(link);
  }
}

function PasteLink({ label = "Link" }: { label?: string }) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | undefined>();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") setError("Paste the link that you were sent.");
    else followPasted(text);
  };
  return (
    <form onSubmit={send} className="mt-6" noValidate>
      <Field label={label} hint="The whole link, as you were sent it." error={error}>
        {(control) => (
          <Input {...control} mono value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      <Button type="submit" className="mt-5 max-sm:h-12 max-sm:w-full">
        Continue
      </Button>
    </form>
  );
}
