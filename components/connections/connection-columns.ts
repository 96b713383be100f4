import { columnVisibilityFeature, createColumnHelper, rowSortingFeature, tableFeatures } from "@tanstack/react-table";
import type { ReactNode } from "react";
import type { ConnectionRow } from "@/lib/connections/schema";
import {
  type CellProps,
  ConnectorCell,
  CreatedAtCell,
  ModifiedAtCell,
  NameCell,
  ObjectsCell,
  OptionsCell,
  SharedWithCell,
} from "./connection-cells";
import { columnLabels } from "./list-url";

// Sorting is the server's: the feature keeps what is sorted, and knows what a click on a header asks for next.
export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });

const helper = createColumnHelper<typeof features, ConnectionRow>();

/** Ids are the server's names of the columns. Names begin at A, dates and counts at the newest and most. */
export const columns = helper.columns([
  helper.accessor("name", { id: "name", header: columnLabels.name, sortDescFirst: false, enableHiding: false }),
  helper.accessor("connector", { id: "connector", header: columnLabels.connector, sortDescFirst: false }),
  helper.accessor("createdAt", { id: "created_at", header: columnLabels.created_at, sortDescFirst: true }),
  helper.accessor("modifiedAt", { id: "modified_at", header: columnLabels.modified_at, sortDescFirst: true }),
  helper.accessor("adminCount", { id: "shared_with", header: columnLabels.shared_with, sortDescFirst: true }),
  helper.accessor("objectCount", { id: "objects", header: columnLabels.objects, sortDescFirst: true }),
  helper.display({ id: "options", enableHiding: false }),
]);

// Rows are drawn by these and not through the table's own rows and cells, which cost the server a tenth of the page.
export const cells: readonly { id: string; Cell: (props: CellProps) => ReactNode }[] = [
  { id: "name", Cell: NameCell },
  { id: "connector", Cell: ConnectorCell },
  { id: "created_at", Cell: CreatedAtCell },
  { id: "modified_at", Cell: ModifiedAtCell },
  { id: "shared_with", Cell: SharedWithCell },
  { id: "objects", Cell: ObjectsCell },
  { id: "options", Cell: OptionsCell },
];
