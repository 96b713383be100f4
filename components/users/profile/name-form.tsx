"use client";

import { useState } from "react";
import { renameSelf } from "@/lib/users/profile/actions";
import { Button } from "../../ui/button";
import { Field, Input } from "../../ui/field";
import { SavedNote } from "./saved-note";
import { useSaving } from "./use-saving";

/** How one is called wherever one's name stands. */
export function NameForm({ name }: { name: string }) {
  const [text, setText] = useState(name);
  const saving = useSaving();
  return (
    <form
      ref={saving.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.busy) void saving.save(() => renameSelf({ name: text }));
      }}
    >
      <Field label="Name" hint="Others see it beside what you do." error={saving.failure?.fields?.name}>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              saving.forget();
            }}
          />
        )}
      </Field>
      <Button type="submit" busy={saving.busy} className="mt-3">
        Save name
      </Button>
      <SavedNote saving={saving} />
    </form>
  );
}
