"use client";

import { Box } from "lucide-react";
import { useCallback } from "react";
import { listLeftApps, listLeftConnections } from "@/lib/users/deactivation/actions";
import type { LeftApp, LeftBehind, LeftConnection } from "@/lib/users/deactivation/schema";
import { ConnectorGlyph } from "../../connections/connector-glyph";
import { connectorNames } from "../../connections/connector-names";
import { EnvironmentChip, environmentLabels } from "../../shell/environment";
import { listed } from "../../ui/listed";
import type { Chosen } from "./choices";
import { countWords } from "./deactivate-words";
import { FateWords } from "./fate";
import { LeftList } from "./left-list";

type LeftProps<Row> = {
  left: LeftBehind;
  chosen: Chosen;
  onDecide: (row: Row, button: HTMLElement) => void;
};

const order = ["production", "test", "development"] as const;

/** The connections that nobody else administers. */
export function LeftConnections({ left, chosen, onDecide }: LeftProps<LeftConnection>) {
  const userId = left.user.id;
  const load = useCallback(
    (q: string, last: LeftConnection | null) => {
      const after = last === null ? null : { environment: last.environment, nameKey: last.nameKey, id: last.id };
      return listLeftConnections({ userId, q, after });
    },
    [userId],
  );
  const { byEnvironment } = left.connections;
  const places = order.filter((environment) => byEnvironment[environment] > 0);
  return (
    <LeftList
      title="Connections"
      what="connections"
      first={left.connections}
      load={load}
      groupKeyOf={(row) => row.environment}
      groupOf={(row) => <EnvironmentChip environment={row.environment} />}
      icon={(row) => <ConnectorGlyph connector={row.connector} />}
      secondLine={(row) =>
        `${connectorNames[row.connector]}, ${row.objectCount === 0 ? "used by no object" : `used by ${countWords(row.objectCount, "object")}`}`
      }
      fate={(row) => (
        <FateWords fate={chosen.connections.get(row.id)} rest={chosen.rest} leaveRest={chosen.leaveRest} />
      )}
      onDecide={onDecide}
    >
      Nobody else administers these without an end:{" "}
      {listed(places.map((environment) => `${byEnvironment[environment]} in ${environmentLabels[environment]}`))}.
    </LeftList>
  );
}

/** The apps that nobody else manages. */
export function LeftApps({ left, chosen, onDecide }: LeftProps<LeftApp>) {
  const userId = left.user.id;
  const load = useCallback(
    (q: string, last: LeftApp | null) =>
      listLeftApps({ userId, q, after: last === null ? null : { nameKey: last.nameKey, id: last.id } }),
    [userId],
  );
  return (
    <LeftList
      title="Apps"
      what="apps"
      first={left.apps}
      load={load}
      icon={() => <Box className="size-[18px]" strokeWidth={1.75} aria-hidden />}
      secondLine={({ objectCount, members }) =>
        `${objectCount === 0 ? "no object" : countWords(objectCount, "object")}, ${members === 0 ? "no other member" : countWords(members, "other member")}`
      }
      fate={(row) => <FateWords fate={chosen.apps.get(row.id)} rest={chosen.rest} leaveRest={false} />}
      onDecide={onDecide}
    >
      {left.user.name} is the only one who manages them. An app always keeps somebody who does: each has to be handed
      over.
    </LeftList>
  );
}
