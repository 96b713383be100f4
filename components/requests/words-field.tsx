import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { controlClass, Field } from "@/components/ui/field";

type WordsFieldProps = Omit<ComponentProps<"textarea">, "id" | "onChange" | "value"> & {
  label: string;
  hint: string;
  error?: string | undefined;
  optional?: boolean;
  value: string;
  onChange: (value: string) => void;
};

/** A few lines from one person to another. */
export function WordsField({ label, hint, error, optional = false, value, onChange, ...attributes }: WordsFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <textarea
          {...attributes}
          {...control}
          dir="auto"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={classNames(controlClass, "h-20! resize-y py-2 text-body")}
        />
      )}
    </Field>
  );
}
