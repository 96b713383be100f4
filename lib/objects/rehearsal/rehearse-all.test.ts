import { expect, test } from "vitest";
import { objectColumn } from "@/scripts/testing/object-column";
import { mostDescribed, type Session } from "../../connectors/define-connector";
import type { TableName, TableSight } from "../../connectors/rows";
import type { ObjectDefinition } from "../schema";
import { rehearseAll } from "./rehearse-all";

const key = objectColumn("id", "bigint", { primaryKey: true, readOnly: true, nullable: false });

function sightOf({ schema, name }: TableName): TableSight {
  const id = { name: "id", type: "bigint", nativeType: "bigint" } as const;
  const facts = { choices: null, nullable: false, mandatory: false, generated: false, ordinal: 1 };
  const may = { mayRead: true, mayInsert: true, mayUpdate: true, mayDelete: true, mayUseSchema: true };
  const columns = [{ ...id, ...facts, ...may }];
  const kind = "table" as const;
  return {
    schema,
    name,
    kind,
    primaryKey: [id],
    mandatoryComplex: [],
    comment: null,
    columns,
    ...may,
    lockedSequences: [],
  };
}

/** A session that knows every table but those called `gone`, and what it was asked for. */
function openSession() {
  const unused = async () => {
    throw new Error("not asked for in these tests");
  };
  const asked: (readonly TableName[])[] = [];
  const session: Session = {
    verify: unused,
    catalog: unused,
    describe: unused,
    describeAll: async (tables, signal) => {
      signal.throwIfAborted();
      asked.push(tables);
      return tables.map((table) => (table.name.startsWith("gone") ? null : sightOf(table)));
    },
    read: unused,
    count: unused,
    write: unused,
    close: unused,
  };
  return { session, asked };
}

const over = (name: string, schema = "s"): ObjectDefinition => ({
  table: { schema, name },
  columns: [key],
  membersWithUseMay: "read",
});
const { signal } = new AbortController();

test("each table is read once, a few questions at a time, and every version gets its own outcome, in order", async () => {
  const { session, asked } = openSession();
  const definitions = Array.from({ length: 500 }, (_, n) => over(n % 10 === 3 ? `gone ${n % 120}` : `t${n % 120}`));
  const progress: number[] = [];
  const onProgress = ({ done, total }: { done: number; total: number }) => {
    expect(total).toBe(500);
    progress.push(done);
  };
  const rehearsals = await rehearseAll(session, () => "", definitions, { signal, onProgress });
  expect(rehearsals.map(({ outcome }) => outcome)).toEqual(
    definitions.map(({ table }) => (table.name.startsWith("gone") ? "failed" : "passed")),
  );
  expect(asked.map(({ length }) => length)).toEqual([mostDescribed, mostDescribed, 20]);
  expect(new Set(asked.flat().map(({ name }) => name)).size).toBe(120);
  expect(progress).toEqual([...progress].sort((one, other) => one - other));
  expect(progress.at(-1)).toBe(500);
});

test("tables whose names only look the same put together are different ones", async () => {
  const { session, asked } = openSession();
  await rehearseAll(session, () => "", [over("b.c", "a"), over("c", "a.b"), over("c", "a.b")], { signal });
  expect(asked).toEqual([
    [
      { schema: "a", name: "b.c" },
      { schema: "a.b", name: "c" },
    ],
  ]);
});

test("nothing to rehearse asks nothing, and whoever gave up gets no outcome", async () => {
  const { session, asked } = openSession();
  expect(await rehearseAll(session, () => "", [], { signal })).toEqual([]);
  expect(asked).toEqual([]);
  const gone = AbortSignal.abort(new Error("gave up"));
  await expect(rehearseAll(session, () => "", [over("t")], { signal: gone })).rejects.toThrow("gave up");
});
