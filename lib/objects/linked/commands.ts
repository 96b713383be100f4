import { and, inArray, isNotNull, notInArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { objectBindings } from "@/db/schema";
import type { Environment } from "../../policy";
import { boundTo } from "./queries";

type Connection = { id: string; accountId: string; environment: Environment };

/** Says of every object that is linked to a held connection whether its table was just seen to fit its version. */
export async function markRehearsed(
  tx: Transaction,
  connection: Connection,
  { failing, at }: { failing: readonly string[]; at: Date },
): Promise<void> {
  const fitting = and(isNotNull(objectBindings.driftedAt), notInArray(objectBindings.objectId, [...failing]));
  await tx
    .update(objectBindings)
    .set({ driftedAt: null })
    .where(and(boundTo(connection), fitting));
  if (failing.length === 0) return;
  const drifted = inArray(objectBindings.objectId, [...failing]);
  await tx
    .update(objectBindings)
    .set({ driftedAt: at })
    .where(and(boundTo(connection), drifted));
}
