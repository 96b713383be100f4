import type { Position } from "../connectors/rows";
import { AppError } from "../errors";
import type { Actor } from "../policy";
import { csvFileName, csvHeader, csvLine } from "./csv";
import { placeOf } from "./place";
import { countRows, requireConditions, requireSort } from "./queries";
import { type ExportRowsInput, exportLimit } from "./schema";
import { withRows } from "./with-rows";

const rowsAtOnce = 500;
// Without it a spreadsheet takes the file for another encoding.
const byteOrderMark = "\uFEFF";

export type RowsFile = {
  name: string;
  /** Whether more rows match than a file holds. */
  isCut: boolean;
  /** The file piece by piece. Throws as `listRows`. */
  pieces: AsyncGenerator<string, void>;
};

/**
 * What is filtered, as CSV: at most `exportLimit` rows, every cell whole. The right is checked again for each piece.
 * Throws as `listRows`, before the first piece where it can.
 */
export async function exportRows(actor: Actor, input: ExportRowsInput, signal: AbortSignal): Promise<RowsFile> {
  const { objectId, environment } = input;
  const found = await countRows(actor, { objectId, environment, where: input.view.where }, exportLimit + 1, signal);
  const pieces = readPieces(actor, input, signal);
  const head = await pieces.next();
  if (head.done === true) throw new Error("An export has a header.");
  const { name, text } = head.value;
  return { name, isCut: found > exportLimit, pieces: textOf(text, pieces) };
}

async function* textOf(first: string, others: AsyncGenerator<{ text: string }, void>): AsyncGenerator<string, void> {
  yield first;
  for await (const { text } of others) yield text;
}

async function* readPieces(
  actor: Actor,
  { objectId, environment, view, hidden }: ExportRowsInput,
  signal: AbortSignal,
) {
  let from: Position | null = null;
  let written = 0;
  let version: number | null = null;
  while (written < exportLimit) {
    const limit = Math.min(rowsAtOnce, exportLimit - written);
    const start: Position | null = from;
    const piece = await withRows({ by: actor, ability: "rows.read", objectId, environment }, async (opened) => {
      const place = placeOf(opened.definition);
      if (version !== null && version !== opened.object.version) {
        throw new AppError("conflict", "Another version was deployed while the file was made. Export again.");
      }
      const sort = requireSort(place, view.sort);
      const where = requireConditions(place, view.where);
      const query = { table: place.table, columns: place.read, key: place.key.name, where, sort, from: start, limit };
      const { rows } = await opened.session.read({ ...query, backwards: false, whole: true }, signal);
      return { rows, columns: place.columns, object: opened.object };
    });
    const shown = piece.columns.flatMap((column, at) => (hidden.includes(column.name) ? [] : [{ column, at }]));
    const columns = shown.map(({ column }) => column);
    const lines = piece.rows.map(({ cells }) =>
      csvLine(
        columns,
        shown.map(({ at }) => wholeText(cells[at] ?? null)),
      ),
    );
    const head = version === null ? byteOrderMark + csvHeader(columns) : "";
    version = piece.object.version;
    yield { name: csvFileName(piece.object.name, environment), text: head + lines.join("") };
    written += piece.rows.length;
    if (piece.rows.length < limit) return;
    const last = piece.rows.at(-1)?.position ?? null;
    if (last === null) throw new AppError("conflict", "A value is too long to go on after it. Sort by another column.");
    from = last;
  }
}

function wholeText(cell: string | null | { start: string }): string | null {
  if (cell === null || typeof cell === "string") return cell;
  throw new AppError("conflict", "A cell is too large for a file. Hide its column and export again.");
}
