"use client";

import { useState } from "react";
import type { Failure } from "@/lib/errors";
import type { ObjectColumn } from "@/lib/objects/schema";
import { deleteRow } from "@/lib/rows/actions";
import type { RowDto } from "@/lib/rows/schema";
import { call } from "../shell/call";
import { ProductionNotice } from "../shell/production-notice";
import { Notice, Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { pageHeading } from "../ui/dialog";
import { showToast } from "../ui/toast";
import { CellText } from "./cell";
import { headerText } from "./format";
import { RowDialog } from "./row-dialog";
import { seenOf } from "./row-draft";
import type { RowsPlace } from "./use-rows";

type DeleteRowDialogProps = {
  place: RowsPlace;
  objectName: string;
  columns: readonly ObjectColumn[];
  row: RowDto;
  opener: HTMLElement | null;
  onWritten: () => void;
  onClose: () => void;
};

type Said = { tone: "stale" | "fail"; title?: string; message: string; reference: string | null };

/** *Delete row*: shows the row that would go, and deletes only that one. */
export function DeleteRowDialog({ place, objectName, columns, row, opener, onWritten, onClose }: DeleteRowDialogProps) {
  const [shown, setShown] = useState(row);
  const [said, setSaid] = useState<Said | null>(null);
  const [isGone, setGone] = useState(false);
  const [busy, setBusy] = useState(false);

  async function remove(): Promise<void> {
    setBusy(true);
    const { objectId, environment } = place;
    const seen = seenOf(columns, shown);
    const result = await call("changing", () => deleteRow({ objectId, environment, key: shown.key, seen }));
    setBusy(false);
    if (!result.ok) return setSaid(failed(result.error));
    const outcome = result.value;
    if (outcome.outcome === "refused") return setSaid({ tone: "fail", message: outcome.sentence, reference: null });
    if (outcome.outcome === "changed") {
      setShown(outcome.row);
      return setSaid({
        tone: "stale",
        title: "Somebody changed this row since you read it.",
        message: "Nothing was deleted. Below is the row as it is now.",
        reference: null,
      });
    }
    onWritten();
    setGone(true);
    if (outcome.outcome === "written") {
      showToast({ tone: "ok", title: `Row ${shown.key} is deleted` });
      return onClose();
    }
    setSaid({ tone: "stale", title: "This row is gone.", message: "Somebody deleted it before you.", reference: null });
  }

  const production = place.environment === "production" ? " from Production" : "";
  return (
    <RowDialog
      title="Delete row"
      line={objectName}
      environment={place.environment}
      width="notice"
      opener={() => (isGone ? pageHeading() : opener)}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button data-first onClick={close} className="max-sm:h-12 max-sm:grow">
            {isGone ? "Close" : "Cancel"}
          </Button>
          {!isGone && (
            <Button kind="danger" busy={busy} onClick={() => void remove()} className="max-sm:h-12 max-sm:grow">
              Delete
            </Button>
          )}
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 max-sm:px-4">
        {!isGone && (
          <>
            {place.environment === "production" && (
              <ProductionNotice className="mb-4">The row is gone there at once.</ProductionNotice>
            )}
            <p className="font-semibold text-strong wrap-anywhere">
              Delete row {shown.key}
              {production}?
            </p>
            <p className="mt-1 text-body text-ink-2">
              It is deleted in the external table itself, for everybody. This cannot be undone.
            </p>
          </>
        )}
        <div role="alert">
          {said !== null && (
            <Notice tone={said.tone} title={said.title} className="mt-4">
              {said.message} {said.reference !== null && <Reference value={said.reference} />}
            </Notice>
          )}
        </div>
        {!isGone && (
          <dl className="cell-text mt-4 grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 border-line border-t text-body">
            {columns.map((column, at) => (
              <div key={column.name} className="col-span-2 grid grid-cols-subgrid border-line border-b py-1.5">
                <dt className="text-muted wrap-anywhere">{headerText(column)}</dt>
                <dd className="line-clamp-3 min-w-0 text-ink wrap-anywhere">
                  <CellText column={column} cell={shown.cells[at] ?? null} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </RowDialog>
  );
}

function failed({ message, reference }: Failure): Said {
  return { tone: "fail", message, reference };
}
