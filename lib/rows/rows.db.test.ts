import { and, eq, inArray } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeVersion } from "@/db/factories";
import { auditEvents, objectBindings, objectVersions } from "@/db/schema";
import { cellOf, keysOf, startParcelRows } from "@/scripts/testing/parcel-rows";
import { parcelColumns as columns, hostile } from "@/scripts/testing/parcels";
import { objectDefinition } from "../objects/schema";
import { createRow, deleteRow, updateRow } from "./commands";
import { countRows, readCell, readRow } from "./queries";
import type { Cell, RowDto } from "./schema";

const { sql, builder, objectId, place, list } = await startParcelRows();

const seenOf = (row: RowDto) => columns.map(({ name }, at): [string, Cell] => [name, row.cells[at] ?? null]);

async function create(values: [string, string | null][]): Promise<RowDto> {
  const made = await createRow(builder, { ...place, values });
  if (made.outcome !== "written") throw new Error(`not written: ${made.outcome}`);
  return made.row;
}

async function holds(): Promise<unknown> {
  return sql`select * from parcels order by id`;
}

test("columns are those of the version that is bound, from the moment it is another one", async () => {
  const bind = (version: number) =>
    db().update(objectBindings).set({ version }).where(eq(objectBindings.objectId, objectId));
  const first = await list();
  const [stored] = await db().select().from(objectVersions).where(eq(objectVersions.objectId, objectId));
  const definition = objectDefinition.parse(stored?.definition);
  const fewer = definition.columns.filter(({ primaryKey, mandatory }) => primaryKey || mandatory);
  await makeVersion({ by: builder, objectId, version: 2, definition: { ...definition, columns: fewer } });
  await bind(2);
  try {
    expect(await list()).toMatchObject({ version: 2, columns: fewer });
  } finally {
    await bind(1);
  }
  expect(await list()).toEqual({ ...first, readMs: expect.any(Number) });
});

describe("a row", () => {
  test("is created, read, changed and deleted with every digit, NULL apart from an empty text", async () => {
    const made = await create([
      [hostile, "<script>alert(1)</script>"],
      ["__proto__", ""],
      ["status", "held"],
      ["weight", "12345678901234.0123456789"],
      ["promised_at", "2026-11-24 09:30:00.000001"],
    ]);
    expect(cellOf(made, "__proto__")).toBe("");
    expect(cellOf(made, "weight")).toBe("12345678901234.0123456789");
    expect(cellOf(made, "promised_at")).toMatch(/^2026-11-24 09:30:00\.000001\+00/);
    expect(cellOf(made, hostile)).toBe("<script>alert(1)</script>");
    const changed = await updateRow(builder, {
      ...place,
      key: made.key,
      values: [["__proto__", null]],
      seen: seenOf(made),
    });
    expect(changed.outcome).toBe("written");
    const { row } = await readRow(builder, { ...place, key: made.key });
    expect(cellOf(row ?? undefined, "__proto__")).toBeNull();
    const gone = await deleteRow(builder, { ...place, key: made.key, seen: seenOf(row ?? made) });
    expect(gone.outcome).toBe("written");
    expect(await holds()).toHaveLength(0);
  });

  test("each change is on record with its key and without what it holds; a refused one is not", async () => {
    const made = await create([
      ["status", "held"],
      [hostile, "a value nobody else may read"],
    ]);
    await updateRow(builder, { ...place, key: made.key, values: [["weight", "1e15"]], seen: seenOf(made) });
    await deleteRow(builder, { ...place, key: made.key, seen: seenOf(made) });
    const events = await db()
      .select()
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.subjectId, objectId),
          inArray(auditEvents.action, ["row.created", "row.updated", "row.deleted"]),
        ),
      )
      .orderBy(auditEvents.id);
    expect(events.slice(-2).map(({ action }) => action)).toEqual(["row.created", "row.deleted"]);
    expect(events.at(-1)?.data).toMatchObject({ environment: "development", version: 1, key: made.key });
    expect(JSON.stringify(events)).not.toContain("nobody else");
  });

  test("that somebody else changed is not written over: both are told, and the change can be made over theirs", async () => {
    const made = await create([
      ["status", "held"],
      ["weight", "1"],
    ]);
    await sql`update parcels set weight = 2`;
    const values: [string, string][] = [["status", "delayed"]];
    const mine = { ...place, key: made.key, values };
    const refused = await updateRow(builder, { ...mine, seen: seenOf(made) });
    if (refused.outcome !== "changed") throw new Error(refused.outcome);
    expect(cellOf(refused.row, "weight")).toBe("2.0000000000");
    expect(cellOf(refused.row, "status")).toBe("held");
    expect((await deleteRow(builder, { ...place, key: made.key, seen: seenOf(made) })).outcome).toBe("changed");
    const over = await updateRow(builder, { ...mine, seen: seenOf(refused.row) });
    expect(over.outcome).toBe("written");
  });

  test("that somebody else deleted is gone, for a change, a delete and a read", async () => {
    const made = await create([["status", "held"]]);
    await sql`delete from parcels`;
    const target = { ...place, key: made.key, seen: seenOf(made) };
    expect(await updateRow(builder, { ...target, values: [["status", "delayed"]] })).toEqual({ outcome: "gone" });
    expect(await deleteRow(builder, target)).toEqual({ outcome: "gone" });
    expect((await readRow(builder, { ...place, key: made.key })).row).toBeNull();
  });

  test("that breaks a rule of the table is refused in words; inside the rule it is written", async () => {
    const refused = await createRow(builder, {
      ...place,
      values: [
        ["status", "held"],
        ["weight", "1e15"],
      ],
    });
    expect(refused.outcome).toBe("refused");
    await create([
      ["status", "held"],
      ["weight", "1e14"],
    ]);
    expect(await holds()).toHaveLength(1);
  });
});

describe("what a request makes up", () => {
  test.each<[string, [string, string | null][]]>([
    [
      "a column that is not in the version",
      [
        ["status", "held"],
        ["secret", "x"],
      ],
    ],
    [
      "a read-only column",
      [
        ["status", "held"],
        ["customs_value", "1"],
      ],
    ],
    [
      "a key that the server makes",
      [
        ["status", "held"],
        ["id", "7"],
      ],
    ],
    [
      "a column twice",
      [
        ["status", "held"],
        ["status", "held"],
      ],
    ],
    [
      "a value of another type",
      [
        ["status", "held"],
        ["weight", "1); drop table parcels"],
      ],
    ],
    ["NULL where there is none", [["status", null]]],
    ["no value where one is needed", [["weight", "1"]]],
  ])("%s writes nothing", async (_, values) => {
    await expect(createRow(builder, { ...place, values })).rejects.toMatchObject({ code: "invalid" });
    expect(await holds()).toHaveLength(0);
    await create([["status", "held"]]);
  });

  test("a key, a column, an operator, a sort or a cursor of its own reads and changes nothing", async () => {
    const made = await create([["status", "held"]]);
    const key = `${made.key} or true`;
    await expect(readRow(builder, { ...place, key })).rejects.toMatchObject({ code: "invalid" });
    await expect(deleteRow(builder, { ...place, key, seen: seenOf(made) })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(deleteRow(builder, { ...place, key: made.key, seen: [] })).rejects.toMatchObject({
      code: "conflict",
    });
    for (const where of [
      [{ column: "secret", operator: "is_not_null" as const, values: [] }],
      [{ column: "status", operator: "less_than" as const, values: ["held"] }],
      [{ column: "weight", operator: "equals" as const, values: ["1 or true"] }],
      [{ column: "weight", operator: "between" as const, values: ["1"] }],
    ]) {
      await expect(list({ where })).rejects.toMatchObject({ code: "invalid" });
      await expect(countRows(builder, { ...place, where }, 10)).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(list({ sort: { column: "secret", direction: "asc" } })).rejects.toMatchObject({ code: "invalid" });
    await expect(readCell(builder, { ...place, key: made.key, column: "secret" })).rejects.toMatchObject({
      code: "invalid",
    });
    const forged = Buffer.from(JSON.stringify(["x", "1 or true"])).toString("base64url");
    expect(keysOf(await list({ after: forged }))).toEqual([made.key]);
    expect(await holds()).toHaveLength(1);
  });
});
