import type { Choices, HandOver } from "./schema";

/** What a user alone answers for, as it is now. */
export type Sole = { connectionIds: readonly string[]; appIds: readonly string[]; seen: string };

export type Decided = {
  connections: readonly HandOver[];
  apps: readonly HandOver[];
  leaveWithout: readonly string[];
};

/**
 * Who gets what. Null when something that is there now was not decided about, or something that was decided about is not
 * there any more: whoever decided has seen another list.
 */
export function decide(sole: Sole, choices: Choices): Decided | null {
  const apps = handOut(sole.appIds, choices.apps, choices.restTo);
  const left = new Set(choices.leaveWithout);
  const kept = sole.connectionIds.filter((id) => !left.has(id));
  if (kept.length + left.size !== sole.connectionIds.length) return null;
  const connections = handOut(kept, choices.connections, choices.restTo);
  if (apps === null || connections === null || apps.undecided.length > 0) return null;
  if (connections.undecided.length > 0 && choices.leaveRest?.seen !== sole.seen) return null;
  return {
    connections: connections.handOvers,
    apps: apps.handOvers,
    leaveWithout: [...left, ...connections.undecided],
  };
}

/** What was decided about and is not theirs alone, or not there any more. */
export function goneFrom(sole: Sole, { connections, apps, leaveWithout }: Choices): string[] {
  const connectionIds = new Set(sole.connectionIds);
  const appIds = new Set(sole.appIds);
  return [
    ...[...connections.map(({ id }) => id), ...leaveWithout].filter((id) => !connectionIds.has(id)),
    ...apps.map(({ id }) => id).filter((id) => !appIds.has(id)),
  ];
}

function handOut(ids: readonly string[], named: readonly HandOver[], restTo: string | null) {
  const known = new Set(ids);
  if (named.some(({ id }) => !known.has(id))) return null;
  const namedIds = new Set(named.map(({ id }) => id));
  const rest = ids.filter((id) => !namedIds.has(id));
  if (restTo === null) return { handOvers: named, undecided: rest };
  return { handOvers: [...named, ...rest.map((id) => ({ id, to: restTo }))], undecided: [] };
}
