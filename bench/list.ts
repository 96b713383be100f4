import postgres from "postgres";
import { benchKeyId, startStore } from "./cluster";
import { clocked, groups, inTurns, rounds, type Shown, warmUps } from "./in-turns";
import { type Account, fillAccounts } from "./list-data";
import { leanPage, leanSearch } from "./list-lean";
import { atMost, median, noted, type Row } from "./row";

/** The list's query beside the leanest SQL for the same page, and beside itself at another size of the account. */
export async function run(): Promise<Row[]> {
  const store = await startStore("list");
  try {
    return await measure(store.url, await fillAccounts(store.url, benchKeyId));
  } finally {
    await store.stop();
  }
}

type Case = { who: "member" | "super admin"; place: "first page" | "deep page"; size: number; sort: string };
type Measured = Case & { productMs: number; leanMs: number };

async function measure(url: string, accounts: readonly Account[]): Promise<Row[]> {
  const { listConnections, loadPage } = await import("@/lib/connections/list/queries");
  const { listInput, sortColumns } = await import("@/lib/connections/schema");
  const lean = postgres(url, { max: 1 });
  const measured: Measured[] = [];
  const rows: Row[] = [];
  const wholes: { name: string; actor: Parameters<typeof listConnections>[0] }[] = [];

  for (const who of ["member", "super admin"] as const) {
    const isMember = who === "member";
    const seats = accounts.map((account) => {
      const actorId = isMember ? account.member : account.superAdmin;
      const role = isMember ? ("member" as const) : ("super_admin" as const);
      const actor = { id: actorId, accountId: account.accountId, name: who, email: "x@norrvik.example", role };
      /** A page of the list; its input is read from the address before, which is not the query's work. */
      const pageOf = (values: Record<string, unknown>) => {
        const input = listInput.parse(values);
        return () => loadPage(actor, input, [benchKeyId]);
      };
      return { account, actorId, isMember, actor, pageOf, size: account.size };
    });
    for (const sort of sortColumns) {
      for (const place of ["first page", "deep page"] as const) {
        const pairs = await Promise.all(
          seats.map(async (seat) => {
            const after =
              place === "first page" ? undefined : await deepCursor(seat.pageOf, sort, isMember ? 1 : seat.size / 50);
            return { product: seat.pageOf({ sort, after }), lean: () => leanPage(lean, { ...seat, sort, after }) };
          }),
        );
        const medians = await inTurns(pairs);
        medians.forEach(([productMs, leanMs], at) => {
          measured.push({ who, place, size: seats[at]?.size ?? 0, sort, productMs, leanMs });
        });
      }
    }
    for (const seat of seats) {
      const q = "a7f";
      const pair = { product: seat.pageOf({ q }), lean: () => leanSearch(lean, { ...seat, q }) };
      const [[value, floor] = [Number.NaN, Number.NaN]] = await inTurns([pair]);
      rows.push(atMost(1.5, { name: `list, substring search, ${who}, ${seat.size} connections (ms)`, value, floor }));
      wholes.push({ name: `list, page and its counts, ${who}, ${seat.size} connections (ms)`, actor: seat.actor });
    }
  }
  // At the end: they run queries beside each other, and from then on the pool spreads over several connections.
  for (const { name, actor } of wholes) {
    rows.push(noted(name, await times(async () => void (await listConnections(actor, listInput.parse({}))))));
  }
  await lean.end();
  return [...worstBesideLean(measured), ...worstGrowth(measured), ...rows];
}

type PageOf = (values: Record<string, unknown>) => () => Promise<Shown>;

/** As deep as forty pages go, or the last full page before that. */
async function deepCursor(pageOf: PageOf, sort: string, pages: number) {
  let { next } = await pageOf({ sort })();
  for (let at = 2; at < Math.min(pages, 40); at += 1)
    next = (await pageOf({ sort, after: next ?? undefined })()).next ?? next;
  return next ?? undefined;
}

async function times(work: () => Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const { elapsedMs } = await clocked(work);
    if (round >= 0) taken.push(elapsedMs);
  }
  return median(taken);
}

/** The worst of the six columns for each actor, size and page. */
function worstBesideLean(measured: readonly Measured[]): Row[] {
  return groups(measured, ({ who, place, size }) => `${who}, ${size} connections, ${place}`).map(([name, group]) => {
    const worst = group.reduce((one, other) =>
      one.productMs / one.leanMs > other.productMs / other.leanMs ? one : other,
    );
    return atMost(1.5, {
      name: `list by ${worst.sort} (worst of 6), ${name} (ms)`,
      value: worst.productMs,
      floor: worst.leanMs,
    });
  });
}

/** The same page at 100 000 connections beside 100, for the worst of the six columns. */
function worstGrowth(measured: readonly Measured[]): Row[] {
  return groups(measured, ({ who, place }) => `${who}, ${place}`).map(([name, group]) => {
    const pairs = group
      .filter(({ size }) => size === 100_000)
      .flatMap((large) => {
        const small = group.find(({ size, sort }) => size === 100 && sort === large.sort);
        return small === undefined ? [] : [{ sort: large.sort, value: large.productMs, floor: small.productMs }];
      });
    const worst = pairs.reduce((one, other) => (one.value / one.floor > other.value / other.floor ? one : other));
    const { value, floor } = worst;
    return atMost(1.5, { name: `list by ${worst.sort} (worst of 6), 100 000 beside 100, ${name} (ms)`, value, floor });
  });
}
