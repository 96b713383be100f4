import type { Actor } from "@/lib/policy";
import { deactivateUser } from "@/lib/users/deactivation/commands";
import { leftBehind } from "@/lib/users/deactivation/queries";
import type { Deactivation } from "@/lib/users/deactivation/schema";

/** Deactivates a user whatever they leave: connections stay without an admin, apps go to who does it. */
export async function letGo(actor: Actor, userId: string): Promise<Extract<Deactivation, { deactivated: true }>> {
  for (let left = await leftBehind(actor, { userId }); ; ) {
    const leaveRest = { seen: left.connections.seen };
    const apps = left.apps.rows.map(({ id }) => ({ id, to: actor.id }));
    const outcome = await deactivateUser(actor, { userId, leaveRest, apps });
    if (outcome.deactivated) return outcome;
    left = outcome.left;
  }
}
