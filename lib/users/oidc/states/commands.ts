import { createHash } from "node:crypto";
import { lt } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { newId } from "@/db/ids";
import { usedStates } from "@/db/schema";

/** NextAuth's cookie for a state opens for a quarter of an hour. */
const keptMs = 60 * 60 * 1000;

/**
 * Uses a state up, in whichever process: false for one that was used already. A cleared cookie only helps who clears it;
 * whoever copied the answer of a provider together with the cookies could send both again.
 */
export async function takeState(state: string, database: Database = db()): Promise<boolean> {
  const stateHash = createHash("sha256").update(state).digest("base64url");
  const taken = await database
    .insert(usedStates)
    .values({ id: newId(), stateHash })
    .onConflictDoNothing({ target: usedStates.stateHash })
    .returning({ id: usedStates.id });
  // Ids are ordered by time.
  await database.delete(usedStates).where(lt(usedStates.id, newId(Date.now() - keptMs)));
  return taken.length > 0;
}
