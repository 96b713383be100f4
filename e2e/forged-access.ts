import { db } from "@/db/client";
import { adminKey, listHeld, seenOf } from "@/lib/access/queries";
import type { Actor } from "@/lib/policy";

/** What was seen of the owner's connection and of the colleague's access, as their pages would send it. */
export type ForgedAccess = { connectionSeen: string; userSeen: string };

export async function makeForgedAccess(owner: Actor, colleague: Actor): Promise<ForgedAccess> {
  return {
    connectionSeen: seenOf([adminKey({ userId: owner.id, endsAt: null })]),
    userSeen: (await listHeld(db(), owner, colleague.id)).seen,
  };
}

type Scene = { colleague: Actor; connectionId: string; access: ForgedAccess };

/** Reviews come before anything that changes what was seen. */
export function accessAttacks({ colleague, connectionId, access }: Scene) {
  const { connectionSeen, userSeen } = access;
  const rightful = "super admin" as const;
  return [
    {
      action: "reviewConnection",
      page: `/connections/${connectionId}/access`,
      input: { connectionId, seen: connectionSeen },
      aimed: true,
    },
    {
      action: "reviewUser",
      page: `/administration/users/${colleague.id}`,
      input: { userId: colleague.id, seen: userSeen },
      aimed: true,
      rightful,
    },
    {
      action: "breakGlass",
      page: `/connections/${connectionId}/share`,
      input: { connectionId, reason: "The nightly load stands still", end: { kind: "after", hours: 1 } },
      aimed: true,
      rightful,
    },
  ];
}
