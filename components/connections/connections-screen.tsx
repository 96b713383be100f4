"use client";

import dynamic from "next/dynamic";
import { type MouseEvent, useCallback, useEffect, useMemo, useState } from "react";
import type { ConnectionPage, ConnectionRow } from "@/lib/connections/schema";
import { useAnchorNavigation } from "../shell/navigation";
import { TooltipLayer } from "../ui/tooltip-layer";
import type { ConnectionDialogState } from "./connection-dialogs";
import { ConnectionsTable, rowIdOf } from "./connections-table";
import { ConnectionsToolbar } from "./connections-toolbar";
import { FirstRun } from "./first-run";
import { ListFooter } from "./list-footer";
import { ListHeader, NewConnectionButton } from "./list-header";
import type { ListView } from "./list-url";
import { NothingFound, NothingShared } from "./nothing-found";
import { RowSprite } from "./row-sprite";
import { connectionsText, everyConnection } from "./status-words";
import { useListNavigation } from "./use-list-navigation";

// None of these is needed before something is pressed.
const ConnectionDialogs = dynamic(() => import("./connection-dialogs"), { ssr: false });
const ConnectSampleButton = dynamic(() => import("./connect-sample-button").then((file) => file.ConnectSampleButton));
const RowMenu = dynamic(() => import("./row-menu").then((file) => file.RowMenu), { ssr: false });
const LinkedObjectsPopover = dynamic(
  () => import("./linked-objects-popover").then((file) => file.LinkedObjectsPopover),
  {
    ssr: false,
  },
);

type ConnectionsScreenProps = {
  page: ConnectionPage;
  view: ListView;
  selfId: string;
  /** When the server read the page, in milliseconds: dates count from it until the browser's clock takes over. */
  readAt: number;
  hasSample: boolean;
};

type Floating = { kind: "menu" | "objects"; row: ConnectionRow; anchor: HTMLElement };

export function ConnectionsScreen({ page, view, selfId, readAt, hasSample }: ConnectionsScreenProps) {
  const change = useListNavigation(view);
  const onLink = useAnchorNavigation();
  const now = useMinutes(readAt);
  const [floating, setFloating] = useState<Floating | null>(null);
  const [dialog, setDialog] = useState<ConnectionDialogState | null>(null);

  const rows = useMemo(() => (page.created === null ? page.rows : [page.created, ...page.rows]), [page]);
  const opener = useCallback(
    (kind: Floating["kind"]) => (event: MouseEvent<HTMLButtonElement>) => {
      const anchor = event.currentTarget;
      const row = rows.find(({ id }) => id === rowIdOf(anchor));
      if (row !== undefined) setFloating({ kind, row, anchor });
    },
    [rows],
  );
  const onObjects = useMemo(() => opener("objects"), [opener]);
  const onOptions = useMemo(() => opener("menu"), [opener]);
  const onSearch = useCallback((q: string) => change({ q }, { replace: true }), [change]);
  const closeFloating = useCallback(() => setFloating(null), []);
  const onCreate = (event: MouseEvent<HTMLButtonElement>) => setDialog({ kind: "create", opener: event.currentTarget });

  const total = connectionsText(page.total);
  const firstRun = everyConnection(page.byStatus).count === 0;
  return (
    <>
      <ListHeader page={page} view={view} firstRun={firstRun} onCreate={onCreate} />
      {firstRun ? (
        <NoConnectionYet page={page} view={view} hasSample={hasSample} onCreate={onCreate} />
      ) : (
        <TooltipLayer>
          <ConnectionsToolbar view={view} total={total} onChange={change} onSearch={onSearch} />
          <RowSprite />
          <ConnectionsTable
            rows={rows}
            createdId={page.created?.id ?? null}
            view={view}
            selfId={selfId}
            now={now}
            onChange={change}
            onLink={onLink}
            onObjects={onObjects}
            onOptions={onOptions}
          />
          {rows.length === 0 && <NothingFound byStatus={page.byStatus} view={view} onChange={change} />}
          <ListFooter page={page} total={total} onChange={change} />
        </TooltipLayer>
      )}
      <p role="status" className="sr-only">
        {announcement(page, total)}
      </p>
      {floating?.kind === "menu" && (
        <RowMenu
          anchor={floating.anchor}
          row={floating.row}
          onClose={closeFloating}
          onChoose={(kind) => setDialog({ kind, row: floating.row, opener: floating.anchor })}
        />
      )}
      {floating?.kind === "objects" && (
        <LinkedObjectsPopover anchor={floating.anchor} row={floating.row} onClose={closeFloating} />
      )}
      {dialog && <ConnectionDialogs state={dialog} environment={view.environment} onClose={() => setDialog(null)} />}
    </>
  );
}

type NoConnectionYetProps = Pick<ConnectionsScreenProps, "page" | "view" | "hasSample"> & {
  onCreate: (event: MouseEvent<HTMLButtonElement>) => void;
};

function NoConnectionYet({ page, view, hasSample, onCreate }: NoConnectionYetProps) {
  if (page.createRefusal !== null) return <NothingShared environment={view.environment} />;
  return (
    <FirstRun
      actions={
        <>
          <NewConnectionButton kind="primary" onCreate={onCreate} className="max-md:hidden" />
          {hasSample && view.environment === "development" && <ConnectSampleButton environment={view.environment} />}
        </>
      }
    />
  );
}

// Says what changed after a search, a sort or a turn of the page; the first row's name makes each of them different.
function announcement({ created, rows }: ConnectionPage, total: string): string {
  if (created !== null) return `${created.name} is created and stands first in the list`;
  const [first] = rows;
  return first === undefined ? total : `${total}, beginning with ${first.name}`;
}

const minuteMs = 60_000;

/** Now, in milliseconds, moving on every minute. Begins with the server's moment, so that both draw the same words. */
function useMinutes(readAt: number): number {
  const [now, setNow] = useState(readAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return Math.max(now, readAt);
}
