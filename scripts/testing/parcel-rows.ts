import { afterAll, beforeEach } from "vitest";
import { closeDatabase } from "@/db/client";
import { listRows } from "@/lib/rows/queries";
import type { Cell, RowDto, RowsPage, RowsRequestView } from "@/lib/rows/schema";
import { parcelColumns, startParcels } from "./parcels";

/** The first page of everything, as the key has it. */
export const wholeTable: RowsRequestView = { where: [], sort: null, after: null, before: null };

/** For all the tests of a file: the parcels, none of them there when a test begins, and a list as their builder reads it. */
export async function startParcelRows() {
  const parcels = await startParcels();
  const { sql, builder, objectId } = parcels;
  beforeEach(async () => {
    await sql`truncate parcels restart identity`;
  });
  afterAll(async () => {
    await parcels.stop();
    await closeDatabase();
  });
  const place = { objectId, environment: "development" as const };
  const list = (view: Partial<RowsRequestView> = {}): Promise<RowsPage> =>
    listRows(builder, { ...place, view: { ...wholeTable, ...view } });
  return { ...parcels, place, list };
}

export function cellOf(row: RowDto | undefined, name: string): Cell | undefined {
  return row?.cells[parcelColumns.findIndex((each) => each.name === name)];
}

export function keysOf(page: RowsPage): string[] {
  return page.rows.map(({ key }) => key);
}
