"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RequestDetail } from "@/lib/requests/schema";
import { environmentLabels } from "../shell/environment";

type ConnectionChoiceProps = {
  request: Pick<RequestDetail, "connections" | "environment">;
  /** Empty while none is chosen. */
  value: string;
  error?: string | undefined;
  onChange: (connectionId: string) => void;
};

/** What is chosen from the start: what is bound there, or the only one that there is. */
export function firstChoice({ connections }: Pick<RequestDetail, "connections">): string {
  const bound = connections.find((connection) => connection.bound);
  return (bound ?? (connections.length === 1 ? connections[0] : undefined))?.id ?? "";
}

/** Which of one's own connections it is done with. */
export function ConnectionChoice({ request, value, error, onChange }: ConnectionChoiceProps) {
  const { connections, environment } = request;
  const options = connections.map(({ id, name, bound }) => ({
    value: id,
    label: bound ? `${name} (bound there now)` : name,
  }));
  return (
    <Field
      label="Connection"
      hint={`Connections in ${environmentLabels[environment]} that you administer`}
      error={error}
      className="mt-3"
    >
      {(control) => (
        <Select
          {...control}
          value={value}
          options={value === "" ? [{ value: "", label: "Choose a connection" }, ...options] : options}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
