import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { column, queryOf, type RowsServer, startRowsServer } from "@/scripts/testing/rows-server";
import type { Condition, FieldType, Values } from "../rows";

const { signal } = new AbortController();
const runs = { numRuns: 25 };

/** Pieces that mean something to SQL, to a pattern, to a driver or to JavaScript. */
const sharp = ["%", "_", "\\", "'", '"', "''", "$1", ";--", "/*", "\n", " ", ".", "()", "{}", ",", "null", "🙂"];
const plain = ["a", "A", "b", " as ", "__proto__", "r", "*"];
const hostileText = fc.array(fc.constantFrom(...sharp, ...plain), { maxLength: 6 }).map((parts) => parts.join(""));
const anyText = fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0"));

// Small ones too, so that some are equal although they are written differently.
const unscaled = fc.oneof(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.constantFrom(0n, 10n, 100n, -10n));
const decimals = fc.tuple(unscaled, fc.oneof(fc.nat(25), fc.nat(2))).map(([number, scale]) => {
  const digits = (number < 0n ? -number : number).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${number < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(-scale)}`}`;
});
/** As a whole number of 10⁻²⁵. */
const decimalValue = (text: string): bigint => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(25, "0"));
};

const [firstMoment, lastMoment] = [Date.UTC(-4712, 0, 1), Date.UTC(275_000, 0, 1)];
const moments = fc
  .tuple(fc.oneof(fc.integer({ min: firstMoment, max: lastMoment }), fc.constant(0)), fc.nat(999))
  .map(([ms, micros]) => {
    const at = new Date(ms);
    const year = at.getUTCFullYear();
    const [, rest = ""] = /(-\d\d-\d\dT.*)\.\d+Z$/.exec(at.toISOString()) ?? [];
    const fraction = (at.getUTCMilliseconds() * 1000 + micros).toString().padStart(6, "0").replace(/0+$/, "");
    const exact = `${rest.replace("T", " ")}${fraction === "" ? "" : `.${fraction}`}`;
    return {
      value: BigInt(ms) * 1000n + BigInt(micros),
      text: `${String(year > 0 ? year : 1 - year).padStart(4, "0")}${exact}+00${year > 0 ? "" : " BC"}`,
    };
  });

/** A value as it is written, and what it is compared by. */
type Value = { text: string; value: bigint };
type Kind = { name: string; type: FieldType; values: fc.Arbitrary<Value> };
const ordered: readonly Kind[] = [
  { name: "decimal", type: "decimal", values: decimals.map((text) => ({ text, value: decimalValue(text) })) },
  {
    name: "large",
    type: "bigint",
    values: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map((value) => ({ text: String(value), value })),
  },
  { name: "moment", type: "datetime_utc", values: moments },
];

const written = (text: string): Value => ({ text, value: decimalValue(text) });
/** Two that are the same number in different texts and one that is not, and the number in a third text. */
const alike: [Value[], Value] = [["1.0", "1.00", "10"].map(written), written("1")];

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

describe("hostile values and names", () => {
  let server: RowsServer;
  beforeAll(async () => {
    server = await startRowsServer(
      "create table shelf (id int primary key, text text, decimal numeric, large int8, moment timestamptz)",
    );
  });
  afterAll(async () => {
    await server.stop();
  });

  const shelf = (name: string, type: FieldType) => [column("id", "integer", false), column(name, type)];
  const base = { table: { schema: "public", name: "shelf" }, key: "id" };

  /** Writes each value into a row of its own, whose key is its place. */
  const put = async (name: string, type: FieldType, values: readonly string[]) => {
    await server.owner.query("truncate shelf");
    const columns = shelf(name, type);
    for (const [at, value] of values.entries()) {
      const row: Values = [
        ["id", String(at)],
        [name, value],
      ];
      const result = await server.session.write({ ...base, kind: "insert", columns, values: row }, signal);
      expect(result).toMatchObject({ outcome: "written", row: { cells: [String(at), value] } });
    }
    const { rows } = await server.session.read(queryOf("shelf", columns), signal);
    expect(rows.map(({ cells }) => cells)).toEqual(values.map((value, at) => [String(at), value]));
  };
  const found = async (name: string, type: FieldType, condition: Omit<Condition, "column">) => {
    const query = queryOf("shelf", shelf(name, type), { where: [{ column: name, ...condition }] });
    return (await server.session.read(query, signal)).rows.map(({ cells: [id] }) => Number(id));
  };
  const places = <T>(values: readonly T[], holds: (value: T) => boolean) =>
    values.flatMap((value, at) => (holds(value) ? [at] : []));

  test("any text is stored, read and found again to the letter, and finds nothing else", async () => {
    const texts = fc.array(fc.oneof(hostileText, anyText), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        await put("text", "text", values);
        for (const text of values) {
          const same = places(values, (other) => other === text);
          expect(await found("text", "text", { operator: "equals", values: [text] })).toEqual(same);
          expect(await found("text", "text", { operator: "one_of", values: [text, text] })).toEqual(same);
          const others = places(values, (other) => other !== text);
          expect(await found("text", "text", { operator: "not_equals", values: [text] })).toEqual(others);
        }
      }),
      runs,
    );
  });

  test("a part of a text is looked for as it is, whatever it means in a pattern", async () => {
    const texts = fc.array(hostileText, { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(texts, hostileText, async (values, part) => {
        await put("text", "text", values);
        const low = part.toLowerCase();
        expect(await found("text", "text", { operator: "contains", values: [part] })).toEqual(
          places(values, (text) => text.toLowerCase().includes(low)),
        );
        expect(await found("text", "text", { operator: "starts_with", values: [part] })).toEqual(
          places(values, (text) => text.toLowerCase().startsWith(low)),
        );
      }),
      { numRuns: 50 },
    );
  });

  for (const { name, type, values } of ordered) {
    test(`any ${type} is stored and read exactly, and compared by its value`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 5 }), values, async (kept, other) => {
          const texts = kept.map(({ text }) => text);
          await put(name, type, texts);
          for (const { text, value } of [other, ...kept.slice(0, 2)]) {
            for (const [operator, holds] of [
              ["equals", (one: bigint) => one === value],
              [type === "datetime_utc" ? "before" : "less_than", (one: bigint) => one < value],
              [type === "datetime_utc" ? "on_or_after" : "at_least", (one: bigint) => one >= value],
            ] as const) {
              const expected = places(kept, (one) => holds(one.value));
              expect(await found(name, type, { operator, values: [text] }), `${operator} ${text}`).toEqual(expected);
            }
          }
          const query = queryOf("shelf", shelf(name, type), { sort: { column: name, direction: "asc" } });
          const sorted = (await server.session.read(query, signal)).rows.map(({ cells: [id] }) => Number(id));
          const byValue = [...kept.entries()].sort(([, one], [, two]) => (one.value < two.value ? -1 : 1));
          if (new Set(kept.map(({ value }) => value)).size === kept.length) {
            expect(sorted).toEqual(byValue.map(([at]) => at));
          }
        }),
        { ...runs, examples: type === "decimal" ? [alike] : [] },
      );
    });
  }

  test("a text that PostgreSQL cannot hold is refused and not changed on the way", async () => {
    await put("text", "text", ["\ufffd", ""]);
    const columns = shelf("text", "text");
    for (const text of ["\0", "a\0b", "\ud800", "a\udfff"]) {
      const row: Values = [
        ["id", "9"],
        ["text", text],
      ];
      const inserted = await server.session.write({ ...base, kind: "insert", columns, values: row }, signal);
      expect(inserted).toMatchObject({ outcome: "refused", refusal: { why: "malformed" } });
      await expect(found("text", "text", { operator: "equals", values: [text] })).rejects.toMatchObject({
        kind: "value_refused",
      });
    }
    expect((await server.owner.query("select text from shelf order by id")).rows).toEqual([
      { text: "\ufffd" },
      { text: "" },
    ]);
  });

  test("tables and columns of any name are read and written, and their neighbours left alone", async () => {
    const fits = (name: string) => name !== "" && Buffer.byteLength(name) <= 63;
    const exactly63 = hostileText.map((text) => text + "x".repeat(Math.max(0, 63 - Buffer.byteLength(text))));
    const name = fc.oneof(hostileText, exactly63, anyText).filter(fits);
    const three = fc.uniqueArray(name, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(three, hostileText, async ([table = "", key = "", other = ""], value) => {
        const neighbour = table.length > 1 ? table.slice(0, -1) : `${table}"`;
        fc.pre(table !== "shelf" && !/\p{Surrogate}/u.test(neighbour));
        const { owner, session } = server;
        for (const one of [table, neighbour]) {
          await owner.query(`create table ${quoted(one)} (${quoted(key)} text primary key, ${quoted(other)} text)`);
          await owner.query(`insert into ${quoted(one)} values ('left', 'alone')`);
        }
        try {
          expect((await session.catalog(signal)).map((one) => one.name)).toContain(table);
          const described = await session.describe({ schema: "public", name: table }, signal);
          expect(described?.columns.map((one) => one.name)).toEqual([key, other]);
          const columns = [column(key, "text", false), column(other, "text")];
          const change = { table: { schema: "public", name: table }, columns, key };
          const row: Values = [
            [key, value],
            [other, "old"],
          ];
          expect(await session.write({ ...change, kind: "insert", values: row }, signal)).toMatchObject({
            outcome: "written",
          });
          const where = [{ column: key, operator: "equals", values: [value] } as const];
          const query = queryOf(table, columns, { where, sort: { column: other, direction: "desc" } });
          const { rows } = await session.read(query, signal);
          expect(rows.map(({ cells }) => cells)).toEqual([[value, "old"]]);
          const one = { ...change, keyValue: value, seen: [[other, "old"]] as const };
          expect(await session.write({ ...one, kind: "update", values: [[other, "new"]] }, signal)).toMatchObject({
            row: { cells: [value, "new"] },
          });
          expect((await session.write({ ...one, kind: "delete" }, signal)).outcome).toBe("changed");
          const gone = await session.write({ ...one, kind: "delete", seen: [[other, "new"]] }, signal);
          expect(gone.outcome).toBe("written");
          for (const left of [table, neighbour]) {
            const { rows: rest } = await owner.query({ text: `select * from ${quoted(left)}`, rowMode: "array" });
            expect(rest).toEqual([["left", "alone"]]);
          }
        } finally {
          await owner.query(`drop table ${quoted(table)}, ${quoted(neighbour)}`);
        }
      }),
      { ...runs, examples: [[["__proto__", "constructor", 'a"b.c as "d'], "' or true"]] },
    );
  });
});
