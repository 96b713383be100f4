import type { CappedCount, ConnectionPage, ConnectionStatus } from "@/lib/connections/schema";
import { environmentLabels } from "../shell/environment";
import { listed } from "../ui/listed";
import { connectorNames } from "./connector-names";
import type { ListView } from "./list-url";

/** In the order of the counts under the heading and of the filter. */
export const statusOrder = [
  "connected",
  "needs_reconnecting",
  "needs_an_admin",
] as const satisfies readonly ConnectionStatus[];

export const statusLabels = {
  connected: "Connected",
  needs_reconnecting: "Needs reconnecting",
  needs_an_admin: "Needs an admin",
} as const satisfies Record<ConnectionStatus, string>;

export const showLabels = {
  all: "All",
  created: "Created by me",
  shared: "Shared with me",
} as const satisfies Record<ListView["show"], string>;

/** "12", "1 204", and "1 000+" where counting stopped. The space does not break. */
export function countText({ count, capped }: CappedCount): string {
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return capped ? `${digits}+` : digits;
}

export function connectionsText(total: CappedCount): string {
  return `${countText(total)} ${total.count === 1 && !total.capped ? "connection" : "connections"}`;
}

/** All that the reader sees in the environment, whatever the search. */
export function everyConnection(byStatus: ConnectionPage["byStatus"]): CappedCount {
  const counts = Object.values(byStatus);
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    capped: counts.some(({ capped }) => capped),
  };
}

type Nothing = { title: string; explanation: string };

/** What to say when search and filters leave nothing. */
export function nothingFound(view: ListView, all: CappedCount): Nothing {
  const q = view.q.trim();
  const conditions = [
    ...(q === "" ? [] : ["this name"]),
    ...(view.connector.length === 0
      ? []
      : [
          `the connector ${listed(
            view.connector.map((id) => connectorNames[id]),
            "or",
          )}`,
        ]),
    ...(view.status.length === 0
      ? []
      : [
          `the status ${listed(
            view.status.map((id) => statusLabels[id]),
            "or",
          )}`,
        ]),
  ];
  const shown = { all: "", created: " created by you", shared: " shared with you" }[view.show];
  const withConditions = conditions.length === 0 ? "" : ` with ${listed(conditions)}`;
  return {
    title: q === "" ? "No connection matches these filters" : `No connection matches “${q}”`,
    explanation: `${connectionsText(all)} in ${environmentLabels[view.environment]}, none${shown}${withConditions}.`,
  };
}
