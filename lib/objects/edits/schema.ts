import { z } from "zod";

/** What PostgreSQL holds as an integer. */
const version = z.int().min(1).max(2_147_483_647);

/** `from` is an earlier version to begin with; the newest one where it is left out. */
export const editObjectInput = z.object({ id: z.uuid(), from: version.optional() });
export type EditObjectInput = z.output<typeof editObjectInput>;

/** `revision` is the draft that the browser saw: another one by now is a conflict. */
export const discardDraftInput = z.object({ id: z.uuid(), revision: z.int() });
export type DiscardDraftInput = z.output<typeof discardDraftInput>;

/** Who edits a published object, and since when. */
export type BeingEdited = { by: string; since: string };

/** How an attempt to begin a draft went: where somebody edits the object already, nothing was changed. */
export type EditOutcome = { begun: true; revision: number } | ({ begun: false; revision: number } & BeingEdited);
