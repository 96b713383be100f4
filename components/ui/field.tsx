"use client";

import { CircleAlert, Eye, EyeOff, Lock } from "lucide-react";
import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { classNames } from "./class-names";

/** What a control needs so that its label, hint and error are read with it. */
export type ControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** Replaces the hint. */
  error?: string | undefined;
  /** Marks the control without a sentence of its own: one error that stands under a pair, by its element's id. */
  invalidBy?: string | undefined;
  optional?: boolean;
  className?: string;
  children: (control: ControlProps) => ReactNode;
};

/** Label above, control, hint below; an error takes the hint's place. */
export function Field({ label, hint, error, invalidBy, optional = false, className, children }: FieldProps) {
  const id = useId();
  const note = error === undefined && hint === undefined ? undefined : `${id}-note`;
  const described = [note, invalidBy].filter((each) => each !== undefined).join(" ");
  return (
    <div className={className}>
      <div className="flex items-baseline gap-1.5">
        <label htmlFor={id} className="text-body font-medium text-ink">
          {label}
        </label>
        {optional && <span className="text-small text-muted">optional</span>}
      </div>
      <div className="relative mt-1">
        {children({
          id,
          "aria-describedby": described === "" ? undefined : described,
          "aria-invalid": error !== undefined || invalidBy !== undefined ? true : undefined,
        })}
      </div>
      {error !== undefined ? (
        <FieldError id={`${id}-note`}>{error}</FieldError>
      ) : (
        hint !== undefined && (
          <p id={`${id}-note`} className="mt-1 text-small text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export function FieldError({ id, className, children }: { id?: string; className?: string; children: ReactNode }) {
  return (
    <p id={id} className={classNames("mt-1 flex gap-1.5 text-small font-medium text-fail", className)}>
      <CircleAlert className="mt-px size-3.5 shrink-0" strokeWidth={2.2} aria-hidden />
      <span className="wrap-anywhere">{children}</span>
    </p>
  );
}

/** The box of every one-line control. 16 px text on touch, or a phone zooms in on focus. */
export const controlClass = classNames(
  "w-full h-9 px-2.5 rounded-control bg-surface border border-control text-ink placeholder:text-muted",
  "max-sm:h-11 max-sm:text-[16px] pointer-coarse:h-11 pointer-coarse:text-[16px]",
  "aria-invalid:border-fail aria-invalid:border-[1.5px]",
);
export const monoControl = "font-mono text-[12.5px]";

type InputProps = ComponentProps<"input"> & { mono?: boolean };

export function Input({ mono = false, className, type = "text", ...attributes }: InputProps) {
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...attributes}
      type={type}
      className={classNames(controlClass, mono ? monoControl : "text-body", className)}
    />
  );
}

/** For what nobody may read back. **Show** is only for what is being typed. */
export function SecretInput({ className, ...attributes }: Omit<InputProps, "type" | "mono">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <>
      <Input {...attributes} mono type={shown ? "text" : "password"} className={classNames("pr-20", className)} />
      <button
        type="button"
        onClick={() => setShown(!shown)}
        className="absolute top-1 right-1 inline-flex h-7 items-center gap-1 rounded-[5px] px-2 text-small font-medium text-ink-2 hover:bg-hover max-sm:top-1.5 max-sm:h-8 pointer-coarse:top-1.5 pointer-coarse:h-8"
      >
        <Icon className="size-3.5" strokeWidth={2} aria-hidden />
        {shown ? "Hide" : "Show"}
      </button>
    </>
  );
}

type TextAreaProps = ComponentProps<"textarea">;

/** Several lines that a machine reads, such as a certificate. */
export function MachineText({ className, ...attributes }: TextAreaProps) {
  return (
    <textarea
      autoComplete="off"
      spellCheck={false}
      {...attributes}
      className={classNames(controlClass, monoControl, "h-16! resize-y py-2 leading-4", className)}
    />
  );
}

type FixedValueProps = {
  label: string;
  value: string /** For what a machine reads. */;
  mono?: boolean;
  className?: string;
};

/** A value that is fixed: selectable, sunken, with a lock. */
export function FixedValue({ label, value, mono = false, className }: FixedValueProps) {
  return (
    <div className={className}>
      <dt className="text-body font-medium text-ink">{label}</dt>
      <dd
        className={classNames(
          "mt-1 flex min-h-9 items-center gap-2 rounded-control border border-line bg-sunken px-2.5 py-1.5 text-ink-2 max-sm:min-h-11",
          mono ? monoControl : "text-body",
        )}
      >
        <Lock className="size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
        <span className="min-w-0 wrap-anywhere select-text">{value}</span>
      </dd>
    </div>
  );
}
