import postgres from "postgres";
import { beforeEach, describe, expect, test } from "vitest";
import { makeUser } from "@/db/factories";
import { cellOf, keysOf, startParcelRows, wholeTable } from "@/scripts/testing/parcel-rows";
import { hostile } from "@/scripts/testing/parcels";
import { exportRows } from "./export";
import { countRows, listRows, readCell } from "./queries";

const { sql, superuserUrl, builder, place, list } = await startParcelRows();

describe("a view", () => {
  beforeEach(async () => {
    await sql`
      insert into parcels (status, weight, ${sql("__proto__")}, fragile)
      select (array['held', 'delayed']::status[])[1 + n % 2], case when n % 10 = 0 then null else n % 7 end,
        case when n % 3 = 0 then '' when n % 3 = 1 then 'Parcel ' || n end, n % 2 = 0
      from generate_series(1, 120) n`;
  });

  test("shows what is filtered, and counts it", async () => {
    const where = [
      { column: "status", operator: "one_of" as const, values: ["held"] },
      { column: "weight", operator: "at_least" as const, values: ["5"] },
      { column: "__proto__", operator: "contains" as const, values: ["parcel"] },
      { column: "fragile", operator: "equals" as const, values: ["true"] },
    ];
    const [expected] = await sql`
      select count(*)::int as found from parcels
      where status = 'held' and weight >= 5 and ${sql("__proto__")} ilike '%parcel%' and fragile`;
    expect((await list({ where })).rows).toHaveLength(expected?.found);
    expect(await countRows(builder, { ...place, where }, 1000)).toBe(expected?.found);
    expect(expected?.found).toBeGreaterThan(0);
  });

  test("tells empty from NULL", async () => {
    const of = (operator: "is_empty" | "is_null") => list({ where: [{ column: "__proto__", operator, values: [] }] });
    expect((await of("is_empty")).rows).toHaveLength(40);
    expect((await of("is_null")).rows).toHaveLength(40);
  });

  test.each([
    ["asc", null],
    ["desc", "weight"],
    ["asc", "weight"],
    ["desc", "__proto__"],
  ] as const)("goes through every row once and back again, %s by %s", async (direction, name) => {
    const sort = name === null ? null : { column: name, direction };
    const pages = [await list({ sort })];
    for (let page = pages[0]; page?.next; page = pages.at(-1)) pages.push(await list({ sort, after: page.next }));
    const forth = pages.map(keysOf);
    expect(new Set(forth.flat()).size).toBe(120);
    expect(forth.flat()).toHaveLength(120);
    const back = [pages.at(-1)];
    for (let page = back[0]; page?.previous; page = back[0]) back.unshift(await list({ sort, before: page.previous }));
    expect(back.flatMap((page) => (page === undefined ? [] : keysOf(page)))).toEqual(forth.flat());
  });

  test("is exported as it is filtered and ordered, without the hidden columns, as long as one may read", async () => {
    const input = {
      ...place,
      view: {
        where: [{ column: "weight", operator: "equals" as const, values: ["6"] }],
        sort: { column: "id", direction: "desc" as const },
      },
      hidden: [hostile, "status", "fragile", "promised_at", "customs_value"],
    };
    const file = await exportRows(builder, input, new AbortController().signal);
    const pieces: string[] = [];
    for await (const piece of file.pieces) pieces.push(piece);
    const lines = pieces.join("").split("\r\n");
    expect(lines[0]).toBe("\uFEFFid,__proto__,weight");
    expect(lines.slice(1, 3)).toEqual(["118,Parcel 118,6.0000000000", '111,"",6.0000000000']);
    expect(file).toMatchObject({ isCut: false });
    const stranger = await makeUser({ accountId: builder.accountId });
    await expect(exportRows(stranger, input, new AbortController().signal)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("what is too large or too slow", () => {
  test("a large cell is cut with its size, and read whole when asked for", async () => {
    await sql`insert into parcels (status, ${sql("__proto__")}) values ('held', repeat('x', 200000))`;
    const [row] = (await list()).rows;
    expect(cellOf(row, "__proto__")).toMatchObject({ bytes: 200_000, start: "x".repeat(1000) });
    const { text } = await readCell(builder, { ...place, key: row?.key ?? "", column: "__proto__" });
    expect(text).toHaveLength(200_000);
  });

  test("a read that is aborted leaves no query running", async () => {
    const running = async () => {
      const [found] = await sql`
        select count(*)::int as n from pg_stat_activity where usename = 'reader' and state = 'active'`;
      return Number(found?.n);
    };
    const other = postgres(superuserUrl, { max: 1 });
    const abort = new AbortController();
    await other.begin(async (locked) => {
      await locked`lock table parcels in access exclusive mode`;
      const reading = listRows(builder, { ...place, view: wholeTable }, abort.signal);
      reading.catch(() => undefined);
      await expect.poll(running, { timeout: 5000 }).toBe(1);
      abort.abort();
      await expect(reading).rejects.toThrow();
      await expect.poll(running, { timeout: 5000 }).toBe(0);
    });
    await other.end();
    expect((await list()).rows).toEqual([]);
  });
});
