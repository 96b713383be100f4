import { z } from "zod";
import type { Sentence } from "../drafts/schema";

export const rehearseInput = z.object({ objectId: z.uuid(), version: z.int().positive(), connectionId: z.uuid() });
export type RehearseInput = z.output<typeof rehearseInput>;

/** What a version is held against in an external table, in this order. */
export const checkNames = ["table", "primary_key", "columns", "types", "mandatory_columns", "privileges"] as const;
export type CheckName = (typeof checkNames)[number];

/** One thing that is not as the version says. A failure keeps it from working, a warning does not. */
export type Finding = {
  severity: "failure" | "warning";
  /** What it is. */
  fact: Sentence;
  /** What it is and what to do. */
  sentence: Sentence;
  /** The version's columns that suffer, by name; none where it is the table as a whole, or a column the version lacks. */
  columns: readonly string[];
  /** What mends it on the server, to copy; null where no statement of ours could. */
  statement: string | null;
};

/** `not_tried`: an earlier check failed so that this one has nothing to look at. */
export type Check = {
  check: CheckName;
  outcome: "passed" | "warned" | "failed" | "not_tried";
  findings: readonly Finding[];
};

/** A version tried against a connection, with nothing written there. */
export type Rehearsal = { outcome: "passed" | "warned" | "failed"; checks: readonly Check[] };

/** `connectionVersion`: the credentials it was tried with. Others by now are not what was rehearsed. */
export type RehearsedVersion = { rehearsal: Rehearsal; connectionVersion: number };
