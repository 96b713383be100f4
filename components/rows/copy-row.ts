import type { Result } from "@/lib/errors";
import type { ObjectColumn } from "@/lib/objects/schema";
import { readRow } from "@/lib/rows/actions";
import type { RowDto } from "@/lib/rows/schema";
import { call } from "../shell/call";
import { copyText } from "../ui/copy-text";
import { showToast } from "../ui/toast";
import type { RowsPlace } from "./use-rows";

/** A row as JSON, one member a column in the order of the table, cut cells whole. Says how it went. */
export async function copyRow(place: RowsPlace, columns: readonly ObjectColumn[], row: RowDto): Promise<void> {
  const whole = await wholeRow(place, row);
  if (!whole.ok) {
    const { message, reference } = whole.error;
    return showToast({ tone: "fail", title: "The row is not copied", line: message, reference });
  }
  const members = columns.map(({ name }, at) => {
    const cell = whole.value.cells[at] ?? null;
    const value = cell === null || typeof cell === "string" ? cell : `${cell.start}…`;
    return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  });
  const problem = await copyText(`{\n${members.join(",\n")}\n}`);
  if (problem === null) showToast({ tone: "ok", title: `Row ${row.key} is copied` });
  else showToast({ tone: "fail", title: "The row is not copied", line: problem, reference: null });
}

async function wholeRow(place: RowsPlace, row: RowDto): Promise<Result<RowDto>> {
  if (row.cells.every((cell) => cell === null || typeof cell === "string")) return { ok: true, value: row };
  const { objectId, environment } = place;
  const read = await call("reading", () => readRow({ objectId, environment, key: row.key }));
  if (!read.ok) return read;
  if (read.value.row !== null) return { ok: true, value: read.value.row };
  const message = "Somebody deleted it since you read it.";
  return { ok: false, error: { code: "not_found", message, reference: null } };
}
