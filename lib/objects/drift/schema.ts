import { z } from "zod";
import { environments } from "../../policy";
import type { Sentence } from "../drafts/schema";
import type { Finding, Rehearsal } from "../rehearsal/schema";

const place = { objectId: z.uuid(), environment: z.enum(environments) };

export const checkTableInput = z.object(place);
export type CheckTableInput = z.output<typeof checkTableInput>;

/** `replaces` is the draft that may be lost, by the revision that was seen; null where nobody saw one. */
export const repairInput = z.object({ ...place, replaces: z.int().nullable() });
export type RepairInput = z.output<typeof repairInput>;

/** `labels`: the object's columns that suffer, as its readers know them. */
export type DriftFinding = Finding & { labels: readonly string[] };

/** What a draft that fits the table would do to the latest version, or why there can be none. */
export type RepairPlan = { steps: readonly Sentence[] } | { refusal: Sentence };

export type TableCheck = {
  outcome: Rehearsal["outcome"];
  /** The version that is bound here. */
  version: number;
  findings: readonly DriftFinding[];
  /** A later version that works with the table as it is: nothing has to be repaired, but deployed. */
  fittingVersion: number | null;
  /** Null where nothing is to be repaired. */
  repair: RepairPlan | null;
};

/** `draft_exists`: somebody edits the object already. Nothing was changed. */
export type RepairOutcome =
  | { outcome: "made"; revision: number }
  | { outcome: "draft_exists"; revision: number; by: string };
