"use client";

import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { type MouseEvent, useCallback, useEffect, useMemo, useState } from "react";
import type { ObjectDefinition } from "@/lib/objects/schema";
import type { Environment } from "@/lib/policy";
import type { RowDto } from "@/lib/rows/schema";
import { parseRowsView, type RowsView, writeRowsView } from "@/lib/rows/view/schema";
import { Button } from "../ui/button";
import { TooltipLayer } from "../ui/tooltip-layer";
import { headerText } from "./format";
import type { RowDialogState } from "./row-dialogs";
import { NoRows, RowsFailed, RowsWaiting } from "./rows-body";
import { RowsFooter } from "./rows-footer";
import { RowsHeader, type ScreenObject } from "./rows-header";
import type { RowChange } from "./rows-menus";
import { RowsTable } from "./rows-table";
import { type RowsTool, RowsToolbar } from "./rows-toolbar";
import { useCount, useRows } from "./use-rows";

// None of these is needed before something is pressed.
const FilterPopover = dynamic(() => import("./filter-popover"), { ssr: false });
const CellPopover = dynamic(() => import("./cell-popover"), { ssr: false });
const CheckTableDialog = dynamic(() => import("../objects/drift/check-table-dialog"), { ssr: false });
const RowDialogs = dynamic(() => import("./row-dialogs"), { ssr: false });
const SortMenu = dynamic(() => import("./rows-menus").then((file) => file.SortMenu), { ssr: false });
const ColumnsMenu = dynamic(() => import("./rows-menus").then((file) => file.ColumnsMenu), { ssr: false });
const RowMenu = dynamic(() => import("./rows-menus").then((file) => file.RowMenu), { ssr: false });

type RowsScreenProps = { object: ScreenObject; definition: ObjectDefinition; environment: Environment; now: number };

type Floating = { anchor: HTMLElement } & (
  | { kind: RowsTool }
  | { kind: "menu"; row: RowDto }
  | { kind: "cell"; row: RowDto; at: number }
);

/** Live rows: all of the view is in the address, and every look at it asks the external table. */
export function RowsScreen({ object, definition, environment, now }: RowsScreenProps) {
  const query = useSearchParams();
  const router = useRouter();
  const href = `/apps/${object.app.id}/data/${object.id}`;
  const { columns } = definition;
  const view = useMemo(() => parseRowsView(new URLSearchParams(query), columns), [query, columns]);
  const place = useMemo(() => ({ objectId: object.id, environment, href }), [object.id, environment, href]);
  const asked = useStable(view);
  const { value: page, failure, isReading, again: refresh, cancel } = useRows(place, asked);
  const total = useCount(place, failure === null ? asked.where : null, page);
  const [floating, setFloating] = useState<Floating | null>(null);
  const [dialog, setDialog] = useState<RowDialogState | null>(null);
  // Here and not with a button: which one offers the check changes when rows fail, and the check goes on.
  const [checker, setChecker] = useState<HTMLElement | null>(null);

  const change = useCallback(
    (patch: Partial<RowsView>) => {
      const next = writeRowsView(view, patch);
      next.set("environment", environment);
      window.history.pushState(null, "", `${href}?${next}`);
    },
    [view, environment, href],
  );
  const onSort = useCallback((sort: NonNullable<RowsView["sort"]>) => change({ sort }), [change]);
  const rows = page?.rows;
  const onCell = useCallback(
    (event: MouseEvent<HTMLButtonElement>) => {
      const anchor = event.currentTarget;
      const row = rows?.[Number(anchor.dataset.row)];
      if (row !== undefined) setFloating({ kind: "cell", anchor, row, at: Number(anchor.dataset.cell) });
    },
    [rows],
  );
  const onOptions = useCallback(
    (event: MouseEvent<HTMLButtonElement>) => {
      const anchor = event.currentTarget;
      const row = rows?.[Number(anchor.dataset.row)];
      if (row !== undefined) setFloating({ kind: "menu", anchor, row });
    },
    [rows],
  );
  const close = useCallback(() => setFloating(null), []);
  const onCheck = useCallback((event: MouseEvent<HTMLButtonElement>) => setChecker(event.currentTarget), []);

  async function choose(what: RowChange, row: RowDto, opener: HTMLElement): Promise<void> {
    if (what !== "copy") return setDialog({ kind: what, row, opener });
    const { copyRow } = await import("./copy-row");
    await copyRow(place, shownNow, row);
  }

  const failedByDrift = failure?.code === "drift";
  const mayCheck = object.abilities.includes("object.check");
  // The object is marked by now, which the page above was made without.
  useEffect(() => {
    if (failedByDrift) router.refresh();
  }, [failedByDrift, router]);

  const shownNow = page?.columns ?? columns;
  const cellColumn = floating?.kind === "cell" ? shownNow[floating.at] : undefined;
  const sorted = columns.find(({ name, primaryKey }) => (view.sort === null ? primaryKey : name === view.sort.column));
  return (
    <TooltipLayer>
      <RowsHeader
        object={object}
        now={now}
        environment={environment}
        onCheck={mayCheck && !failedByDrift ? onCheck : undefined}
        onNew={(opener) => setDialog({ kind: "new", opener })}
      />
      <RowsToolbar
        conditions={view.where.length}
        sortedBy={sorted === undefined ? "" : headerText(sorted)}
        said={page === null ? "" : `Read live in ${page.readMs} ms`}
        onOpen={(kind, anchor) => setFloating({ kind, anchor })}
        onRefresh={refresh}
        onExport={(opener) => setDialog({ kind: "export", opener })}
      />
      <div data-pending={isReading && page !== null ? "list" : undefined} aria-busy={isReading}>
        {page !== null && page.rows.length > 0 && (
          <RowsTable
            caption={`Rows of ${object.name}`}
            page={page}
            view={view}
            onSort={onSort}
            onCell={onCell}
            onOptions={onOptions}
          />
        )}
        {page === null && failure === null && <RowsWaiting columns={columns} view={view} />}
        {failure !== null && (
          <RowsFailed
            failure={failure}
            more={failedByDrift && mayCheck && <Button onClick={onCheck}>Check table</Button>}
            onRetry={refresh}
          />
        )}
        {page !== null && page.rows.length === 0 && (
          <NoRows columns={columns} where={view.where} onClear={() => change({ where: [] })} />
        )}
      </div>
      <RowsFooter page={page} view={view} total={total} isReading={isReading} onChange={change} onCancel={cancel} />
      {floating?.kind === "filter" && (
        <FilterPopover
          anchor={floating.anchor}
          place={place}
          columns={columns}
          where={view.where}
          onApply={(where) => change({ where })}
          onClose={close}
        />
      )}
      {floating?.kind === "sort" && (
        <SortMenu anchor={floating.anchor} columns={columns} view={view} onChange={change} onClose={close} />
      )}
      {floating?.kind === "columns" && (
        <ColumnsMenu anchor={floating.anchor} columns={columns} view={view} onChange={change} onClose={close} />
      )}
      {floating?.kind === "menu" && (
        <RowMenu
          anchor={floating.anchor}
          rowKey={floating.row.key}
          refusal={object.writeRefusal}
          onChoose={(what) => void choose(what, floating.row, floating.anchor)}
          onClose={close}
        />
      )}
      {floating?.kind === "cell" && cellColumn !== undefined && (
        <CellPopover
          key={`${floating.row.key} ${floating.at}`}
          anchor={floating.anchor}
          place={place}
          rowKey={floating.row.key}
          column={cellColumn}
          cell={floating.row.cells[floating.at] ?? null}
          onClose={close}
        />
      )}
      {checker !== null && (
        <CheckTableDialog
          object={object}
          environment={environment}
          goesWithMark
          opener={checker}
          onClose={() => setChecker(null)}
        />
      )}
      {dialog !== null && (
        <RowDialogs
          state={dialog}
          place={place}
          objectName={object.name}
          columns={shownNow}
          view={view}
          onWritten={refresh}
          onClose={() => setDialog(null)}
        />
      )}
    </TooltipLayer>
  );
}

/** The same view as long as it asks for the same rows, so that hiding a column does not read them again. */
function useStable(view: RowsView): RowsView {
  const { where, sort, after, before } = view;
  const question = JSON.stringify({ where, sort, after, before });
  const [stable, setStable] = useState({ question, view });
  if (stable.question !== question) setStable({ question, view });
  return stable.question === question ? stable.view : view;
}
