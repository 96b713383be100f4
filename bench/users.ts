import postgres from "postgres";
import { startStore } from "./cluster";
import { groups, inTurns, type Pair, type Shown } from "./in-turns";
import { atMost, noted, type Row } from "./row";
import { fillUsers, type UserAccount } from "./users-data";
import { leanCounts, leanPage } from "./users-lean";

const [small, large] = [1_000, 100_000] as const;

type Seat = { account: UserAccount; store: { url: string; stop(): Promise<void> } };

/** The list of users beside the leanest SQL for the same page, and beside itself in a small account of another database. */
export async function run(): Promise<Row[]> {
  const seats: Seat[] = [];
  try {
    for (const size of [small, large]) {
      const store = await startStore(`users-${size}`);
      seats.push({ store, account: await fillUsers(store.url, size) });
    }
    return await measure(seats);
  } finally {
    for (const { store } of seats) await store.stop();
  }
}

/** What is asked for; each is measured at its first page and, where there is one, at a deep one. */
const views = [
  { sort: "name", direction: "asc" },
  { sort: "name", direction: "desc" },
  { sort: "last_sign_in", direction: "desc" },
  { sort: "last_sign_in", direction: "asc" },
  { sort: "name", direction: "asc", role: "super_admin" },
  { sort: "last_sign_in", direction: "desc", role: "super_admin" },
  { sort: "name", direction: "asc", status: "deactivated" },
  { sort: "last_sign_in", direction: "desc", status: "deactivated" },
  { sort: "name", direction: "asc", role: "member", status: "active" },
  { sort: "last_sign_in", direction: "desc", role: "member", status: "active" },
] as const;
// Found in one row, in the seventh of all that comes first and in the one that comes last, here and there, and in all.
const searches = ["person-777@", "ada", "goran", "a1f", "a"] as const;

type Case = {
  what: "first page" | "deep page" | "search" | "page and counts" | "search and counts";
  view: string;
  size: number;
};
type Measured = Case & { productMs: number; leanMs: number };

async function measure(seats: readonly Seat[]): Promise<Row[]> {
  const { openDatabase } = await import("@/db/client");
  const { listUsers, loadPage } = await import("@/lib/users/administration/queries");
  const { listUsersInput } = await import("@/lib/users/administration/schema");
  const cases: { at: Case; pair: Pair }[] = [];
  const opened: { close(): Promise<void> }[] = [];
  for (const { account, store } of seats) {
    const { size, accountId } = account;
    const lean = postgres(store.url, { max: 2 });
    const product = openDatabase(store.url);
    opened.push(product, { close: () => lean.end() });
    /** The product has one database in a process: the one that it is asked about next. */
    const here = <T>(work: () => T): T => {
      globalThis.linkspanDatabase = product;
      return work();
    };
    const actor = {
      id: account.superAdmin,
      accountId,
      name: "Super admin",
      email: "x@norrvik.example",
      role: "super_admin" as const,
    };
    // Inputs are read from the address before, which is not the query's work.
    const add = (what: Case["what"], values: Record<string, unknown>) => {
      const input = listUsersInput.parse(values);
      const view = Object.values({ ...values, after: undefined })
        .filter(Boolean)
        .join(" ");
      const isWhole = what.endsWith("and counts");
      const page = (): Promise<Shown> => here(() => (isWhole ? listUsers(actor, input) : loadPage(actor, input)));
      const leanest = async () => {
        const [ids] = await Promise.all([
          leanPage(lean, { accountId, input }),
          isWhole ? leanCounts(lean, { accountId, input }) : undefined,
        ]);
        return ids;
      };
      cases.push({ at: { what, view, size }, pair: { product: page, lean: leanest } });
    };
    for (const view of views) {
      add("first page", view);
      const after = await deepCursor((place) =>
        here(() => loadPage(actor, listUsersInput.parse({ ...view, after: place }))),
      );
      if (after !== null) add("deep page", { ...view, after });
    }
    for (const q of searches) add("search", { q });
    for (const view of [{}, { sort: "last_sign_in", direction: "desc" }]) add("page and counts", view);
    add("search and counts", { q: "person-777@" });
  }
  const medians = await inTurns(cases.map(({ pair }) => pair));
  for (const one of opened) await one.close();
  const measured = cases.map(({ at }, index): Measured => {
    const [productMs, leanMs] = medians[index] ?? [Number.NaN, Number.NaN];
    return { ...at, productMs, leanMs };
  });
  return [...besideLean(measured), ...besideSmall(measured)];
}

/** As deep as twelve pages go, or the last full page before that; null where there is one page only. */
async function deepCursor(pageAfter: (place: string | undefined) => Promise<{ next: string | null }>) {
  let { next } = await pageAfter(undefined);
  for (let at = 2; at < 12 && next !== null; at += 1) next = (await pageAfter(next)).next ?? next;
  return next;
}

/** The worst of the views, for each size and place. The goal is the large account's; the small one is there to compare. */
function besideLean(measured: readonly Measured[]): Row[] {
  return groups(measured, ({ what, size }) => `${what}, ${size} users`).map(([name, group]) => {
    const worst = worstOf(group, ({ productMs, leanMs }) => productMs / leanMs);
    const words = `users, ${name}: ${worst.view || "as it opens"} (worst of ${group.length}) (ms)`;
    const { size, productMs, leanMs } = worst;
    return size === small
      ? noted(words, productMs, leanMs)
      : atMost(1.5, { name: words, value: productMs, floor: leanMs });
  });
}

/**
 * How much longer the same takes in the large account than in the small one, which a processor's cache holds whole, beside
 * how much longer the leanest SQL takes there. A search grows with what it looks through in both.
 */
function besideSmall(measured: readonly Measured[]): Row[] {
  return groups(measured, ({ what }) => what).flatMap(([name, group]) => {
    const grown = group.flatMap((now) => {
      const before = group.find((one) => one.size === small && one.view === now.view);
      if (now.size !== large || before === undefined) return [];
      return [{ ...now, beforeMs: before.productMs, leanBeforeMs: before.leanMs }];
    });
    const by = ({ productMs, beforeMs }: { productMs: number; beforeMs: number }) => productMs / beforeMs;
    const most = worstOf(grown, by);
    const beyond = worstOf(grown, (one) => (by(one) * one.leanBeforeMs) / one.leanMs);
    const words = (view: string) => `users, ${large} beside ${small}, ${name}: ${view || "as it opens"}`;
    const raw = noted(`${words(most.view)} (ms)`, most.productMs, most.beforeMs);
    if (name.startsWith("search")) return [raw];
    const growth = atMost(1.3, {
      name: `${words(beyond.view)}, growth beside that of the leanest SQL (x)`,
      value: by(beyond),
      floor: beyond.leanMs / beyond.leanBeforeMs,
    });
    return [raw, growth];
  });
}

function worstOf<T>(items: readonly T[], badness: (item: T) => number): T {
  return items.reduce((one, other) => (badness(one) >= badness(other) ? one : other));
}
