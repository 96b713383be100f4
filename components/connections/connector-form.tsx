"use client";

import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Fragment, type ReactNode, useId } from "react";
import { Notice } from "@/components/ui/alert";
import { type ControlProps, Field, FieldError, Input, MachineText, SecretInput } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { FieldMeta } from "@/lib/connectors/forms";
import {
  type FieldGroup,
  type FormDescription,
  fieldsOf,
  isShown,
  type Problems,
  type SharedProblem,
} from "./connector-draft";

const spans = { 2: "col-span-2", 3: "col-span-6 sm:col-span-3", 4: "col-span-4", 6: "col-span-6" } as const;

export function FormGroup({ legend, line, children }: { legend: string; line: string; children: ReactNode }) {
  return (
    <fieldset className="px-6 pt-5 pb-5 max-sm:px-4 max-sm:pt-4">
      <legend className="float-left mb-3.5 w-full">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-strong font-semibold">{legend}</span>
          <span className="text-small font-regular text-muted">{line}</span>
        </span>
      </legend>
      <div className="clear-both grid grid-cols-6 gap-x-3 gap-y-3.5">{children}</div>
    </fieldset>
  );
}

type ConnectorFieldsProps = {
  form: FormDescription;
  group: FieldGroup;
  values: Readonly<Record<string, string>>;
  problems: Problems;
  shared: SharedProblem | null;
  /** Placeholder of every secret, e.g. "Enter the new password". */
  secretPlaceholder?: (label: string) => string;
  onChange: (field: string, value: string) => void;
  onLeave: (field: string) => void;
};

/** The fields of one group of a connector's form, drawn from its schema alone. */
export function ConnectorFields(props: ConnectorFieldsProps) {
  const { form, group, values, problems, shared } = props;
  const sharedId = useId();
  const shown = fieldsOf(form, group).filter(([, meta]) => isShown(meta, values));
  const isShared = (field: string) => shared?.keys.includes(`${group}.${field}`) ?? false;
  const lastShared = shown.findLast(([field]) => isShared(field))?.[0];
  return shown.map(([field, meta]) => {
    const chosen = meta.options?.find((option) => option.value === values[field]);
    return (
      <Fragment key={field}>
        <Field
          label={meta.label}
          hint={meta.hint}
          optional={meta.input === "pem"}
          error={problems[`${group}.${field}`]}
          invalidBy={isShared(field) ? sharedId : undefined}
          className={spans[meta.columns]}
        >
          {(control) => (
            <ConnectorControl
              meta={meta}
              control={control}
              value={values[field] ?? ""}
              placeholder={meta.input === "secret" ? props.secretPlaceholder?.(meta.label) : meta.placeholder}
              onChange={(value) => props.onChange(field, value)}
              onLeave={() => props.onLeave(field)}
            />
          )}
        </Field>
        {chosen?.warning !== undefined && (
          <Notice tone="stale" className="col-span-6">
            {chosen.warning}
          </Notice>
        )}
        {field === lastShared && shared !== null && (
          <FieldError id={sharedId} className="col-span-6 -mt-2.5!">
            {shared.message}
          </FieldError>
        )}
      </Fragment>
    );
  });
}

type ControlPropsOf = {
  meta: FieldMeta;
  control: ControlProps;
  value: string;
  placeholder: string | undefined;
  onChange: (value: string) => void;
  onLeave: () => void;
};

function ConnectorControl({ meta, control, value, placeholder, onChange, onLeave }: ControlPropsOf) {
  switch (meta.input) {
    case "select": {
      const warned = meta.options?.find((option) => option.value === value)?.warning !== undefined;
      return (
        <Select
          {...control}
          value={value}
          options={meta.options ?? []}
          icon={
            warned ? (
              <ShieldAlert className="size-4 text-stale" strokeWidth={2} aria-hidden />
            ) : (
              <ShieldCheck className="size-4 text-ok" strokeWidth={2} aria-hidden />
            )
          }
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      );
    }
    case "pem":
      return (
        <MachineText
          {...control}
          value={value}
          placeholder="-----BEGIN CERTIFICATE-----"
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      );
    case "secret":
      return (
        <SecretInput
          {...control}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      );
    case "number":
    case "text":
      return (
        <Input
          {...control}
          mono
          value={value}
          placeholder={placeholder}
          autoCapitalize="none"
          inputMode={meta.input === "number" ? "numeric" : undefined}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      );
  }
}
