"use client";

import { useEffect, useRef, useState } from "react";
import { exportLimit } from "@/lib/rows/schema";
import type { RowsView } from "@/lib/rows/view/schema";
import { ProductionNotice } from "../shell/production-notice";
import { Notice, Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast";
import { askFile } from "./ask-file";
import { shownBytes, shownCount } from "./format";
import { RowDialog } from "./row-dialog";
import { fileNameOf, saveFile } from "./save-file";
import type { RowsPlace } from "./use-rows";

type ExportDialogProps = {
  place: RowsPlace;
  objectName: string;
  view: RowsView;
  opener: HTMLElement | null;
  onClose: () => void;
};

type Said = { message: string; reference: string | null };
const broken: Said = {
  message: "The file broke off before its end and was not saved. Check your network, then try again.",
  reference: null,
};

/** *Export*: what is filtered, as CSV. The file is saved once all of it is there: half a file would look like a whole one. */
export function ExportDialog({ place, objectName, view, opener, onClose }: ExportDialogProps) {
  const [bytes, setBytes] = useState<number | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  async function run(): Promise<void> {
    const exporting = new AbortController();
    abort.current = exporting;
    setSaid(null);
    setBytes(0);
    const { where, sort, hidden } = view;
    const { objectId, environment, href } = place;
    try {
      const answer = await askFile(
        `${href}/rows/export`,
        { objectId, environment, view: { where, sort }, hidden },
        exporting.signal,
      );
      if (!(answer instanceof Response)) {
        if (!answer.ok) setSaid(answer.error);
        return setBytes(null);
      }
      saveFile(await collect(answer, setBytes), fileNameOf(answer, "rows.csv"));
      const cut = answer.headers.get("x-linkspan-cut") === "1";
      showToast({
        tone: "ok",
        title: "The rows are exported",
        ...(cut ? { line: `Only the first ${shownCount(exportLimit)} of them: more rows match.` } : {}),
      });
      onClose();
    } catch (error) {
      if (exporting.signal.aborted) return;
      console.debug("the export broke off", error);
      setSaid(broken);
      setBytes(null);
    }
  }

  const filtered = view.where.length > 0 ? "The rows that match the filter" : "All rows";
  return (
    <RowDialog
      title="Export"
      line={objectName}
      environment={place.environment}
      width="people"
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span role="status" className="grow text-muted text-small tabular-nums">
            {bytes !== null && `Reading, ${shownBytes(bytes)}`}
          </span>
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            Cancel
          </Button>
          <Button
            kind="primary"
            data-first
            busy={bytes !== null}
            onClick={() => void run()}
            className="max-sm:h-12 max-sm:grow"
          >
            Export as CSV
          </Button>
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 text-body max-sm:px-4">
        {place.environment === "production" && (
          <ProductionNotice className="mb-4">The file holds rows of it: keep it as safe as the table.</ProductionNotice>
        )}
        <p className="text-ink">
          {filtered}, in the order shown and with the columns shown: at most {shownCount(exportLimit)} rows.
        </p>
        <p className="mt-1 text-ink-2">
          NULL is left out; an empty text is a pair of quotation marks. A cell that a spreadsheet would run as a formula
          begins with an apostrophe.
        </p>
        <div role="alert">
          {said !== null && (
            <Notice tone="fail" className="mt-4">
              {said.message} {said.reference !== null && <Reference value={said.reference} />}
            </Notice>
          )}
        </div>
      </div>
    </RowDialog>
  );
}

async function collect(response: Response, onBytes: (bytes: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.byteLength;
    onBytes(bytes);
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}
