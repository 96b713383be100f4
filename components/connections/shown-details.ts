import type { ConnectionDetail } from "@/lib/connections/schema";
import { connectorForms } from "@/lib/connectors/forms";
import type { FieldMeta } from "@/lib/connectors/types";

/** `literal` is what a machine reads as it stands; a chosen option is shown in words. */
export type ShownDetail = { label: string; value: string; literal: boolean };

/**
 * General details as their connector's form names and words them, leaving out what is empty or does not apply. On the
 * server, so that a page of words does not bring the form's validation to the browser.
 */
export function shownDetails({
  connector,
  details,
}: Pick<ConnectionDetail, "connector" | "details">): ShownDetail[] | null {
  if (details === null) return null;
  const fields: [string, FieldMeta][] = Object.entries(connectorForms[connector].detailFields);
  return fields.flatMap(([name, { label, options, when }]) => {
    const value = details[name] ?? "";
    const applies = when === undefined || when.in.includes(details[when.field] ?? "");
    if (value === "" || !applies) return [];
    const option = options?.find((candidate) => candidate.value === value);
    return [{ label, value: option?.label ?? value, literal: option === undefined }];
  });
}
