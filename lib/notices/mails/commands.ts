import { and, asc, eq, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { notices, users } from "@/db/schema";
import type { Actor } from "../../policy";
import type { NoticeRecord } from "../schema";

/** One e-mail to one person, of all that they have not read. `tries` counts this one. */
export type DueMail = {
  id: string;
  tries: number;
  to: Actor & { timeZone: string | null };
  notices: readonly MailedNotice[];
};
export type MailedNotice = { id: string; at: Date; record: NoticeRecord };

/** What one e-mail tells at most; what is beyond comes in the next one. */
const mostInMail = 50;
/** Far longer than sending may take: until then no other process takes the same. */
const leaseMs = 5 * 60_000;
/** What could not be sent for so long is no news any more. */
const staleAfter = sql`interval '3 days'`;
/** Before the second try, the third, and so on; one more failure is the last. */
const waitsMs = [60_000, 5 * 60_000, 15 * 60_000, 3_600_000, 4 * 3_600_000, 12 * 3_600_000] as const;
export const mostTries = waitsMs.length + 1;

const isOpen = inArray(notices.mailState, ["due", "sending"]);
const isDue = and(isOpen, lte(notices.mailDueAt, sql`now()`));
const inMs = (ms: number) => sql`now() + ${`${ms} milliseconds`}::interval`;

/** Takes out what was read, is stale, or whose reader is deactivated or wants no e-mail any more. */
export async function dropUnwanted(at: Database = db()): Promise<void> {
  const wanting = at
    .select({ one: sql`1` })
    .from(users)
    .where(and(eq(users.id, notices.userId), wantsMail));
  const unwanted = sql`(${notices.readAt} is not null or ${notices.at} < now() - ${staleAfter} or not exists (${wanting}))`;
  const free = at
    .select({ id: notices.id })
    .from(notices)
    .where(and(isDue, unwanted))
    .orderBy(asc(notices.id))
    .for("update", { skipLocked: true });
  await at.update(notices).set({ mailState: "none", mailDueAt: null }).where(inArray(notices.id, free));
}

const wantsMail = and(eq(users.status, "active"), eq(users.mailsNotices, true));

/**
 * Takes the next e-mail that is due, for as long as the lease; null where none is left for this process. Killed at any
 * moment, its notices are due again when the lease is over, under the same id.
 */
export async function claimMail(at: Database = db()): Promise<DueMail | null> {
  return at.transaction(async (tx) => {
    const to = await holdNextPerson(tx);
    if (to === null) return null;
    const open = await tx
      .select({
        id: notices.id,
        at: notices.at,
        record: sql<NoticeRecord>`jsonb_build_object('kind', ${notices.kind}, 'data', ${notices.data})`,
        mailId: notices.mailId,
        tries: notices.mailTries,
        isDue: sql<boolean>`${notices.mailDueAt} <= now()`,
      })
      .from(notices)
      .where(and(eq(notices.userId, to.id), isOpen, isNull(notices.readAt)))
      .orderBy(asc(notices.at), asc(notices.id));
    // Between the choice of the person and this look another process may have taken what was due.
    const next = open.find((notice) => notice.isDue);
    if (next === undefined) return null;
    const taken = open.filter(({ mailId }) => mailId === next.mailId).slice(0, mostInMail);
    const id = next.mailId ?? newId();
    const tries = next.tries + 1;
    await tx
      .update(notices)
      .set({ mailState: "sending", mailDueAt: inMs(leaseMs), mailTries: tries, mailId: id })
      .where(among(taken));
    return { id, tries, to, notices: taken.map(({ id, at, record }) => ({ id, at, record })) };
  });
}

/** One process at a time for each person, or what is due for them would go out in two e-mails. */
async function holdNextPerson(tx: Transaction): Promise<DueMail["to"] | null> {
  const due = tx
    .select({ userId: notices.userId })
    .from(notices)
    .where(and(isDue, isNull(notices.readAt)))
    .orderBy(asc(notices.mailDueAt))
    .limit(100);
  const [person] = await tx
    .select({
      id: users.id,
      accountId: users.accountId,
      name: users.name,
      email: users.email,
      role: users.role,
      timeZone: users.timeZone,
    })
    .from(users)
    .where(and(inArray(users.id, due), wantsMail))
    .limit(1)
    .for("no key update", { skipLocked: true });
  return person ?? null;
}

export async function markSent(mail: DueMail, at: Database = db()): Promise<void> {
  await at.update(notices).set({ mailState: "sent", mailDueAt: null }).where(stillOurs(mail));
}

/** After a failure: again later, or never again when it was the last try or `isForGood`. */
export async function putOff(mail: DueMail, { isForGood }: { isForGood: boolean }, at: Database = db()): Promise<void> {
  const waitMs = waitsMs[mail.tries - 1];
  const next =
    isForGood || waitMs === undefined
      ? ({ mailState: "failed", mailDueAt: null } as const)
      : ({ mailState: "due", mailDueAt: inMs(waitMs) } as const);
  await at.update(notices).set(next).where(stillOurs(mail));
}

/** Not those that another process took when the lease was over. */
function stillOurs(mail: DueMail): SQL | undefined {
  return and(among(mail.notices), eq(notices.mailState, "sending"), eq(notices.mailTries, mail.tries));
}

function among(taken: readonly { id: string }[]): SQL {
  return inArray(
    notices.id,
    taken.map(({ id }) => id),
  );
}
