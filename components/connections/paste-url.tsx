"use client";

import { useState } from "react";
import { Field, Input } from "@/components/ui/field";
import type { FormDescription } from "./connector-draft";

type Pasted = NonNullable<ReturnType<FormDescription["parseUrl"]>>;
type PasteUrlProps = { form: FormDescription; onPaste: (pasted: Pasted) => void };

/** Reads a connection URL here in the browser. The text holds a password: it is forgotten as soon as it has been read. */
export function PasteUrl({ form, onPaste }: PasteUrlProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const [filled, setFilled] = useState("");

  function read(candidate: string): void {
    const pasted = candidate.trim() === "" ? null : form.parseUrl(candidate);
    if (pasted !== null) {
      onPaste(pasted);
      setText("");
      setProblem(undefined);
      setFilled(`Filled in: ${labels(form, pasted).join(", ")}.`);
      return;
    }
    setFilled("");
    setText(candidate);
    setProblem(
      candidate.trim() === "" ? undefined : `This is not a ${form.name} URL. One looks like ${form.urlExample}.`,
    );
  }

  return (
    <div className="col-span-6 rounded-control border border-line bg-sunken px-3 pt-2 pb-2.5">
      <Field
        label="Paste a URL"
        optional
        error={problem}
        hint={
          <span role="status">
            {filled === "" ? "Fills in the fields here and below. It is read in this browser and never sent." : filled}
          </span>
        }
      >
        {(control) => (
          <Input
            {...control}
            mono
            value={text}
            placeholder={form.urlExample}
            autoCapitalize="none"
            onChange={(event) => {
              // Typed letter by letter it is read on leaving or Enter; what comes as a whole is read at once.
              if (Math.abs(event.target.value.length - text.length) > 1) return read(event.target.value);
              setText(event.target.value);
              setProblem(undefined);
            }}
            onBlur={() => text !== "" && read(text)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              read(text);
            }}
          />
        )}
      </Field>
    </div>
  );
}

function labels(form: FormDescription, pasted: Pasted): string[] {
  return [
    ...Object.keys(pasted.details).map((field) => form.detailFields[field]?.label ?? field),
    ...Object.keys(pasted.credentials).map((field) => form.credentialFields[field]?.label ?? field),
  ];
}
