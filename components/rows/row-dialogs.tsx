"use client";

import type { ObjectColumn } from "@/lib/objects/schema";
import type { RowDto } from "@/lib/rows/schema";
import type { RowsView } from "@/lib/rows/view/schema";
import { DeleteRowDialog } from "./delete-row-dialog";
import { EditRowDialog } from "./edit-row-dialog";
import { ExportDialog } from "./export-dialog";
import type { RowsPlace } from "./use-rows";

export type RowDialogState = { opener: HTMLElement | null } & (
  | { kind: "new" }
  | { kind: "edit" | "delete"; row: RowDto }
  | { kind: "export" }
);

type RowDialogsProps = {
  state: RowDialogState;
  place: RowsPlace;
  objectName: string;
  columns: readonly ObjectColumn[];
  view: RowsView;
  onWritten: () => void;
  onClose: () => void;
};

export default function RowDialogs({ state, view, ...props }: RowDialogsProps) {
  const { opener } = state;
  if (state.kind === "export") return <ExportDialog {...props} view={view} opener={opener} />;
  if (state.kind === "delete") return <DeleteRowDialog {...props} row={state.row} opener={opener} />;
  return <EditRowDialog {...props} row={state.kind === "new" ? null : state.row} opener={opener} />;
}
