import { z } from "zod";
import type { ConnectorId } from "../../connectors/forms";
import type { Environment, Role } from "../../policy";
import { peopleQueryLength } from "../people/schema";

/** Connections, or apps, that are decided about one by one in one step, at most. */
export const mostNamed = 10_000;
/** Connections or apps on one page of what is left. */
export const leftPageSize = 50;
/** Of drafts, requests and invitations so many are named; the others are counted. */
export const namedLimit = 20;

const id = z.uuid();
const handOver = z.object({ id, to: id });
const handOvers = z.array(handOver).max(mostNamed).default([]);

export const deactivateUserInput = z
  .object({
    userId: id,
    connections: handOvers,
    apps: handOvers,
    /** Connections that knowingly stay without an admin. */
    leaveWithout: z.array(id).max(mostNamed).default([]),
    /** Who gets every connection and app that is not named, also those that came up since somebody looked. */
    restTo: id.nullable().default(null),
    /** Connections that are not named stay without an admin, as long as they are those that were seen: `seen` of `LeftBehind`. */
    leaveRest: z
      .object({ seen: z.string().max(64) })
      .nullable()
      .default(null),
    invitations: z.enum(["withdraw", "keep"]).default("withdraw"),
  })
  .refine(({ connections, leaveWithout }) => isEachOnce([...connections.map((one) => one.id), ...leaveWithout]), {
    path: ["connections"],
    message: "Decide once about each connection.",
  })
  .refine(({ apps }) => isEachOnce(apps.map((one) => one.id)), {
    path: ["apps"],
    message: "Decide once about each app.",
  });

function isEachOnce(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

export type DeactivateUserInput = z.output<typeof deactivateUserInput>;
/** What is decided about what a user leaves behind. */
export type Choices = Omit<DeactivateUserInput, "userId">;
export type HandOver = { id: string; to: string };

export const nothingChosen: Choices = {
  connections: [],
  apps: [],
  leaveWithout: [],
  restTo: null,
  leaveRest: null,
  invitations: "withdraw",
};

const search = { userId: id, q: z.string().max(100).default("") };
export const leftConnectionsInput = z.object({
  ...search,
  /** The last row of the page before. */
  after: z.object({ environment: z.enum(["production", "test", "development"]), nameKey: z.string(), id }).nullable(),
});
export const leftAppsInput = z.object({
  ...search,
  after: z.object({ nameKey: z.string(), id }).nullable(),
});
export const receiversInput = z.object({ userId: id, q: z.string().max(peopleQueryLength) });

export type LeftConnectionsInput = z.output<typeof leftConnectionsInput>;
export type LeftAppsInput = z.output<typeof leftAppsInput>;
export type ReceiversInput = z.output<typeof receiversInput>;

export type LeftConnection = {
  id: string;
  name: string;
  nameKey: string;
  environment: Environment;
  connector: ConnectorId;
  objectCount: number;
};
export type LeftApp = { id: string; name: string; nameKey: string; objectCount: number; members: number };

export type LeftPage<Row> = { rows: readonly Row[]; more: boolean };

/** So many of them are named. */
export type Named<Row> = { total: number; some: readonly Row[] };

/** What deactivating a user leaves behind, with the first page of what has to be decided about. */
export type LeftBehind = {
  user: { id: string; name: string; email: string; role: Role };
  /** Those that they alone administer without an end. */
  connections: LeftPage<LeftConnection> & {
    total: number;
    byEnvironment: Readonly<Record<Environment, number>>;
    /** Stands for exactly these connections. */
    seen: string;
  };
  /** Those that they alone manage. */
  apps: LeftPage<LeftApp> & { total: number };
  /** Connections and apps where others stay: nothing is to be decided about these. */
  shared: { connections: number; apps: number };
  /** Begun by them, or last: they stay in their apps. */
  drafts: Named<{ id: string; name: string; appId: string; app: string; begun: "object" | "edit" }>;
  /** Open ones that they made, which are withdrawn. */
  requestsMade: Named<{ id: string; object: string; app: string; environment: Environment; kind: "deploy" | "access" }>;
  /** Open ones that nobody else can answer; they go to who takes over a connection that fits. */
  requestsToAnswer: Named<{ id: string; object: string; by: string; environment: Environment; fitting: number }>;
  invitations: Named<{ id: string; email: string }>;
};

export type Deactivation =
  | {
      deactivated: true;
      handedOver: { connections: number; apps: number };
      leftWithoutAdmin: readonly string[];
      requestsWithdrawn: number;
    }
  /** Something was not decided about, or is not what was seen: nothing has happened. `gone` was decided about in vain. */
  | { deactivated: false; left: LeftBehind; gone: readonly string[] };
