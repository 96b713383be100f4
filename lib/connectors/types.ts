import type { z } from "zod";

/** The six stages of a verification, in the order in which they run. */
export const stageNames = ["resolve", "reach", "tls", "sign_in", "open_database", "read_catalog"] as const;
export type StageName = (typeof stageNames)[number];

export const stageLabels = {
  resolve: "Resolve name",
  reach: "Reach host",
  tls: "Secure with TLS",
  sign_in: "Sign in",
  open_database: "Open database",
  read_catalog: "Read catalog",
} as const satisfies Record<StageName, string>;

/** One stage as it is known so far. `elapsedMs` is whole milliseconds; a skipped stage was turned off or never reached. */
export type StageProgress =
  | { stage: StageName; status: "running" }
  | { stage: StageName; status: "ok"; elapsedMs: number }
  | { stage: StageName; status: "failed"; elapsedMs: number; timedOut: boolean }
  | { stage: StageName; status: "skipped"; reason: "not_tried" | "turned_off" };

/** Why a verification failed, in our own words. Nothing of the driver's message is in it. */
export type VerificationFailure = {
  stage: StageName;
  /** What was refused: "Sign in was refused." */
  title: string;
  /** One sentence on what to check. */
  check: string;
  /** Names of the form fields to mark, e.g. ["user", "password"]. */
  fields: readonly string[];
};

export type Verification = {
  stages: readonly StageProgress[];
  totalMs: number;
  failure: VerificationFailure | null;
};

/** How a connector shows one field of its form. `columns` of a six-column grid. */
export type FieldMeta = {
  label: string;
  hint?: string;
  placeholder?: string;
  input: "text" | "number" | "select" | "secret" | "pem";
  options?: readonly { value: string; label: string; warning?: string }[];
  columns: 2 | 3 | 4 | 6;
  /** Shown only while another field of the same group has one of these values. */
  when?: { field: string; in: readonly string[] };
};

/** What a pasted URL says; undefined where it says nothing. */
export type PastedUrl = { details: Record<string, string>; credentials: Record<string, string> };

/**
 * What a connector declares to the browser and the server alike. Secrecy is where a field lives: `details` are stored as
 * they are and shown to admins, `credentials` are sealed and never sent back.
 */
export type ConnectorForm<D extends z.ZodObject, C extends z.ZodObject> = {
  id: string;
  name: string;
  /** One line for the picker, e.g. "Database, port 5432". */
  summary: string;
  /** What to have ready, shown in the picker. */
  prepare: readonly string[];
  details: D;
  credentials: C;
  detailFields: { [K in keyof z.input<D> & string]: FieldMeta };
  credentialFields: { [K in keyof z.input<C> & string]: FieldMeta };
  /** What an empty form starts with (text as typed). */
  initialDetails: { [K in keyof z.input<D> & string]: string };
  /** `host:port/database`, shown in lists to admins. */
  address(details: z.output<D>): string;
  /** What such a URL looks like, shown where one can be pasted. */
  urlExample: string;
  /** Reads a connection URL in the browser. Null when it is not one of this connector. */
  parseUrl(text: string): PastedUrl | null;
};
