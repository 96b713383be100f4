"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import type { ObjectColumn } from "@/lib/objects/schema";
import { readCell } from "@/lib/rows/actions";
import type { Cell } from "@/lib/rows/schema";
import { call } from "../shell/call";
import { Notice, Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy-text";
import { Anchored } from "./anchored";
import { CellText } from "./cell";
import { headerText, shownBytes, shownCount } from "./format";
import type { RowsPlace } from "./use-rows";

type CellPopoverProps = {
  anchor: HTMLElement;
  place: RowsPlace;
  rowKey: string;
  column: ObjectColumn;
  cell: Cell;
  onClose: () => void;
};

/** One cell as the server wrote it, to read whole and to copy. */
export default function CellPopover({ anchor, place, rowKey, column, cell, onClose }: CellPopoverProps) {
  const [whole, setWhole] = useState<Cell>(cell);
  const [failure, setFailure] = useState<{ message: string; reference: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");

  async function readWhole(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const { objectId, environment } = place;
    const result = await call("reading", () => readCell({ objectId, environment, key: rowKey, column: column.name }));
    setBusy(false);
    if (result.ok) setWhole(result.value.text);
    else setFailure(result.error);
  }

  async function copy(text: string): Promise<void> {
    setSaid((await copyText(text)) ?? "Copied");
  }

  const isCut = whole !== null && typeof whole !== "string";
  return (
    <Anchored anchor={anchor} label={column.label} onClose={onClose} className="p-3 max-md:p-4 md:w-96">
      <h2 className="font-semibold text-strong wrap-anywhere">{headerText(column)}</h2>
      <p className="font-mono text-[11.5px] text-muted wrap-anywhere">
        {column.name} · {column.nativeType}
      </p>
      <div className="cell-text mt-2 max-h-60 overflow-auto whitespace-pre-wrap rounded-control bg-sunken px-2.5 py-2 text-body text-ink [unicode-bidi:plaintext] wrap-anywhere">
        {isCut && `${whole.start} …`}
        {typeof whole === "string" && whole !== "" && whole}
        {(whole === null || whole === "") && <CellText column={column} cell={whole} />}
      </div>
      {isCut && (
        <p className="mt-2 text-muted text-small">
          Cut after its first {shownCount(whole.start.length)} characters: it holds {shownBytes(whole.bytes)}.
        </p>
      )}
      <div aria-live="polite">
        {failure !== null && (
          <Notice tone="fail" className="mt-2">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      <div className="mt-3 flex items-center gap-2">
        <span role="status" className="grow text-muted text-small">
          {said}
        </span>
        {isCut && (
          <Button size="control" busy={busy} onClick={() => void readWhole()}>
            Read the whole cell
          </Button>
        )}
        {typeof whole === "string" && (
          <Button
            size="control"
            icon={<Copy className="size-4" strokeWidth={1.75} aria-hidden />}
            onClick={() => void copy(whole)}
          >
            Copy
          </Button>
        )}
      </div>
    </Anchored>
  );
}
