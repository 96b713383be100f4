import type { z } from "zod";
import { connectionName } from "@/lib/connections/schema";
import { type ConnectorId, connectorForms, type FieldMeta, type StageName } from "@/lib/connectors/forms";

export type FieldGroup = "details" | "credentials";

/** A connector's form, as far as the browser draws and checks it. */
export type FormDescription = {
  name: string;
  summary: string;
  prepare: readonly string[];
  details: z.ZodObject;
  credentials: z.ZodObject;
  detailFields: Readonly<Record<string, FieldMeta>>;
  credentialFields: Readonly<Record<string, FieldMeta>>;
  initialDetails: Readonly<Record<string, string>>;
  urlExample: string;
  parseUrl(text: string): { details: Record<string, string>; credentials: Record<string, string> } | null;
};

const forms: Record<ConnectorId, FormDescription> = connectorForms;

export function formOf(connector: ConnectorId): FormDescription {
  return forms[connector];
}

/** What is typed so far, as text. */
export type Draft = { name: string; details: Record<string, string>; credentials: Record<string, string> };

/** Sentences by field: `name`, `details.host`, `credentials.user`. */
export type Problems = Readonly<Record<string, string>>;

/** One sentence for several fields together, e.g. user and password. */
export type SharedProblem = { keys: readonly string[]; message: string };

export function emptyDraft(form: FormDescription): Draft {
  return { name: "", details: { ...form.initialDetails }, credentials: emptyCredentials(form) };
}

export function emptyCredentials(form: FormDescription): Record<string, string> {
  return Object.fromEntries(Object.keys(form.credentialFields).map((field) => [field, ""]));
}

export function fieldsOf(form: FormDescription, group: FieldGroup): readonly (readonly [string, FieldMeta])[] {
  return Object.entries(group === "details" ? form.detailFields : form.credentialFields);
}

/** A field with a `when` shows only while the other field has one of the named values. */
export function isShown(meta: FieldMeta, values: Readonly<Record<string, string>>): boolean {
  return meta.when === undefined || meta.when.in.includes(values[meta.when.field] ?? "");
}

/** What is submitted: a field that is not shown goes as it began, whatever was typed while it was. */
export function submittedDetails(
  form: FormDescription,
  details: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    fieldsOf(form, "details").map(([field, meta]) => [
      field,
      (isShown(meta, details) ? details[field] : form.initialDetails[field]) ?? "",
    ]),
  );
}

export function nameProblem(name: string): string | null {
  return firstProblem(connectionName.safeParse(name).error) ?? null;
}

/** Everything that keeps these values from being submitted, in the words of the connector's own form. */
export function groupProblems(
  form: FormDescription,
  group: FieldGroup,
  values: Readonly<Record<string, string>>,
): Problems {
  const parsed = form[group].safeParse(group === "details" ? submittedDetails(form, values) : values);
  const problems: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const key = `${group}.${String(issue.path[0])}`;
    problems[key] ??= issue.message;
  }
  return problems;
}

export function draftProblems(form: FormDescription, draft: Draft, options: { named: boolean }): Problems {
  const name = options.named ? nameProblem(draft.name) : null;
  return {
    ...(name === null ? {} : { name }),
    ...groupProblems(form, "details", draft.details),
    ...groupProblems(form, "credentials", draft.credentials),
  };
}

/** The key under which the form shows `field`, whatever way the server names it; null for one that it does not have. */
export function keyOf(form: FormDescription, field: string): string | null {
  const bare = field.replace(/^(details|credentials)\./, "");
  if (bare === "name") return "name";
  if (bare in form.detailFields) return `details.${bare}`;
  if (bare in form.credentialFields) return `credentials.${bare}`;
  return null;
}

const stageSentences = {
  resolve: () => "This name could not be resolved.",
  reach: () => "Nothing could be reached here.",
  tls: () => "The connection could not be secured this way.",
  sign_in: (what: string) => `The server refused ${what}.`,
  open_database: () => "This database could not be opened.",
  read_catalog: () => "Its catalog could not be read.",
} as const satisfies Record<StageName, (what: string) => string>;

/** Marks the fields that a failed verification names, with one sentence under the last of them. */
export function sharedProblem(
  form: FormDescription,
  failure: { stage: StageName; fields: readonly string[] },
): SharedProblem | null {
  const keys = failure.fields.map((field) => keyOf(form, field)).filter((key) => key !== null);
  if (keys.length === 0) return null;
  const labels = failure.fields.map((field) => labelOf(form, field).toLowerCase());
  const what = labels.length === 1 ? `this ${labels[0]}` : `this ${labels.join(" and ")}`;
  // A stage can also fail for what lies before it: a host that falls silent during sign-in refused nobody.
  const fits = failure.stage !== "sign_in" || keys.every((key) => key.startsWith("credentials."));
  const together = labels.length === 1 ? what : `${what} together`;
  return { keys, message: fits ? stageSentences[failure.stage](together) : `Check ${what}.` };
}

function labelOf(form: FormDescription, field: string): string {
  return form.detailFields[field]?.label ?? form.credentialFields[field]?.label ?? field;
}

function firstProblem(error: z.ZodError | undefined): string | undefined {
  return error?.issues[0]?.message;
}
