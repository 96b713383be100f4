import type { LeftBehind } from "@/lib/users/deactivation/schema";

export type Receiver = { id: string; name: string };
/** What becomes of one connection or app: somebody gets it, or nobody answers for it any more. */
export type Fate = Receiver | "nobody";

/** What is decided so far; nothing of it has happened. */
export type Chosen = {
  /** Who gets all that is not decided about by itself. */
  rest: Receiver | null;
  /** Connections that are not decided about by themselves stay without an admin. */
  leaveRest: boolean;
  connections: ReadonlyMap<string, Fate>;
  apps: ReadonlyMap<string, Receiver>;
  invitations: "withdraw" | "keep";
};

export const nothingChosenYet: Chosen = {
  rest: null,
  leaveRest: false,
  connections: new Map(),
  apps: new Map(),
  invitations: "withdraw",
};

/** What nobody has been decided for yet. */
export function undecided({ connections, apps }: LeftBehind, chosen: Chosen): { connections: number; apps: number } {
  if (chosen.rest !== null) return { connections: 0, apps: 0 };
  return {
    connections: chosen.leaveRest ? 0 : connections.total - chosen.connections.size,
    apps: apps.total - chosen.apps.size,
  };
}

/** How many connections nobody will answer for. */
export function leftToNobody({ connections }: LeftBehind, { rest, leaveRest, connections: singly }: Chosen): number {
  const byName = [...singly.values()].filter((fate) => fate === "nobody").length;
  return rest === null && leaveRest ? byName + connections.total - singly.size : byName;
}

/** What the command is asked to do. */
export function inputOf({ user, connections }: LeftBehind, chosen: Chosen) {
  const given: { id: string; to: string }[] = [];
  const leaveWithout: string[] = [];
  for (const [id, fate] of chosen.connections) {
    if (fate === "nobody") leaveWithout.push(id);
    else given.push({ id, to: fate.id });
  }
  return {
    userId: user.id,
    connections: given,
    leaveWithout,
    apps: [...chosen.apps].map(([id, { id: to }]) => ({ id, to })),
    restTo: chosen.rest?.id ?? null,
    leaveRest: chosen.leaveRest ? { seen: connections.seen } : null,
    invitations: chosen.invitations,
  };
}

/** The same choices without those that turned out to be in vain. Leaving the rest was said of another list. */
export function without(chosen: Chosen, gone: readonly string[]): Chosen {
  const isGone = new Set(gone);
  const kept = <F>(fates: ReadonlyMap<string, F>) => new Map([...fates].filter(([id]) => !isGone.has(id)));
  return { ...chosen, leaveRest: false, connections: kept(chosen.connections), apps: kept(chosen.apps) };
}

/** With another fate for one of them; null takes it back. */
export function decided<F>(fates: ReadonlyMap<string, F>, id: string, fate: F | null): ReadonlyMap<string, F> {
  const next = new Map(fates);
  if (fate === null) next.delete(id);
  else next.set(id, fate);
  return next;
}
