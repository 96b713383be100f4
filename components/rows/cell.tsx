import { Check } from "lucide-react";
import type { ObjectColumn } from "@/lib/objects/schema";
import type { Cell } from "@/lib/rows/schema";
import { isNo, isYes, shownBytes, shownText } from "./format";

type CellTextProps = { column: Pick<ObjectColumn, "type" | "primaryKey">; cell: Cell };

/** A cell as text and nothing else, whatever is in it. */
export function CellText({ column, cell }: CellTextProps) {
  if (cell === null) return <span className="null">null</span>;
  if (typeof cell !== "string") {
    return (
      <>
        {cell.start.slice(0, 200)}
        <span className="cut"> … {shownBytes(cell.bytes)}</span>
      </>
    );
  }
  if (cell === "") return <em className="empty">empty</em>;
  if (column.type === "boolean" && isYes(cell)) {
    return (
      <span className="yes">
        <Check size={16} strokeWidth={2} aria-hidden="true" />
        Yes
      </span>
    );
  }
  if (column.type === "boolean" && isNo(cell)) return <span className="no">No</span>;
  if (column.type === "choice") return <span className="tag">{cell}</span>;
  return shownText(column, cell);
}
