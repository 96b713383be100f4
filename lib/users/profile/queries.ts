import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { signIns, users } from "@/db/schema";
import { readCursor, writeCursor } from "../../cursor";
import { type Env, env } from "../../env";
import type { Actor } from "../../policy";
import { type ProfileSettings, type SignInHistory, signInsPageSize } from "./schema";

/** What somebody may see and change about themself. */
export async function profileSettings(
  actor: Actor,
  after: string | undefined,
  { mail, passwordSignIn }: Pick<Env, "mail" | "passwordSignIn"> = env(),
): Promise<ProfileSettings> {
  const [[user], history] = await Promise.all([
    db()
      .select({
        name: users.name,
        email: users.email,
        hasPassword: sql<boolean>`${users.passwordHash} is not null`,
        timeZone: users.timeZone,
        mailsNotices: users.mailsNotices,
      })
      .from(users)
      .where(eq(users.id, actor.id)),
    listSignIns(actor, after),
  ]);
  if (user === undefined) throw new Error("A user who is signed in has no row.");
  return {
    ...user,
    hasPassword: user.hasPassword && passwordSignIn,
    mailsNotices: mail === null ? null : user.mailsNotices,
    history,
  };
}

const cursorShape = z.tuple([z.iso.datetime(), z.uuid()]);

/** One's own sign-ins, newest first. A cursor that somebody made up begins at the newest. */
async function listSignIns(actor: Actor, after: string | undefined): Promise<SignInHistory> {
  const parsed = after === undefined ? undefined : cursorShape.safeParse(readCursor(after));
  const from = parsed?.success ? parsed.data : null;
  const found = await db()
    .select({
      id: signIns.id,
      at: signIns.at,
      method: signIns.method,
      address: signIns.address,
      browser: signIns.browser,
    })
    .from(signIns)
    .where(and(eq(signIns.userId, actor.id), from === null ? undefined : before(from)))
    .orderBy(desc(signIns.at), desc(signIns.id))
    .limit(signInsPageSize + 1);
  const kept = found.slice(0, signInsPageSize);
  const last = kept.at(-1);
  return {
    rows: kept.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    next: last !== undefined && found.length > signInsPageSize ? writeCursor([last.at.toISOString(), last.id]) : null,
    isFirst: from === null,
  };
}

function before([at, id]: z.output<typeof cursorShape>): SQL {
  return sql`(${signIns.at}, ${signIns.id}) < (${at}::timestamptz, ${id}::uuid)`;
}
