import { z } from "zod";
import type { Environment } from "../../policy";
import type { Sentence } from "../drafts/schema";
import type { ObjectDefinition } from "../schema";

/** Entries on one page. */
export const historyPageSize = 20;

/** `after` is the cursor of the page before. */
export const listHistoryInput = z.object({ objectId: z.uuid(), after: z.string().max(200).nullable() });
export type ListHistoryInput = z.output<typeof listHistoryInput>;

export const findVersionInput = z.object({ objectId: z.uuid(), version: z.int().min(1).max(2_147_483_647) });
export type FindVersionInput = z.output<typeof findVersionInput>;

/** A version that was published, or bound somewhere else than in Development. */
export type HistoryEntry = {
  id: string;
  kind: "published" | "deployed";
  version: number;
  environment: Environment;
  at: string;
  by: string | null;
  /** Who asked for it, when that is somebody else than who did it. */
  requestedBy: string | null;
  /** Null where it is neither bound to the object any more nor visible to the reader. */
  connection: { id: string; name: string; visible: boolean } | null;
  /** The version that was bound there before. */
  replaced: number | null;
};

export type HistoryPage = { entries: readonly HistoryEntry[]; next: string | null };

export type VersionDetail = {
  version: number;
  definition: ObjectDefinition;
  publishedAt: string;
  publishedBy: string;
  /** What it made different from the version before it; null for the first. */
  changes: readonly Sentence[] | null;
};
