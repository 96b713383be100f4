import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { startMailServer, type TestMailServer } from "@/scripts/testing/mail-server";
import { race } from "@/scripts/testing/race";
import { addAdmins, revokeAdmin } from "../../admins/commands";
import type { MailSettings } from "../../env";
import { type Mail, sendMail } from "../../mail/mail";
import type { Actor } from "../../policy";
import { deactivateUser } from "../../users/deactivation/commands";
import { markRead } from "../commands";
import { claimMail, type DueMail, markSent, mostTries } from "./commands";
import { messageOf } from "./message";
import { sendDueMails } from "./send";

process.env.SMTP_URL = "smtp://127.0.0.1:25";
process.env.MAIL_FROM = "Linkspan <linkspan@norrvik.example>";

let server: TestMailServer;
let accountId: string;
let admin: Actor;
let reader: Actor;
let connectionId: string;

beforeAll(async () => {
  server = await startMailServer();
});

beforeEach(async () => {
  await db().execute(sql`update notices set mail_state = 'none', mail_due_at = null`);
  server.mails.length = 0;
  accountId = await makeAccount();
  admin = await makeUser({ accountId, name: "Tomasz Wrona" });
  reader = await makeUser({ accountId, name: "Hanna Eriksen" });
  connectionId = (await makeConnection({ by: admin, name: "Orders warehouse", environment: "production" })).id;
});

afterEach(async () => {
  // Nothing is ever under way once everybody is done.
  expect(await states()).not.toContain("sending");
});

afterAll(async () => {
  await server.stop();
  await closeDatabase();
});

function through(port: number): (mail: Mail) => Promise<void> {
  const at: MailSettings["server"] = { host: "127.0.0.1", port, tls: "never", login: null };
  const from = { name: "Linkspan", address: "linkspan@norrvik.example" };
  return (mail) => sendMail(mail, { settings: { server: at, from } });
}

const send = (mail: Mail) => through(server.port)(mail);
const run = () => sendDueMails({ send });
const share = (user = reader, id = connectionId) => addAdmins(admin, { connectionId: id, userIds: [user.id] });
const revoke = (user = reader, id = connectionId) => revokeAdmin(admin, { connectionId: id, userId: user.id });

/** As if the wait, or the lease, were over. */
async function pass(): Promise<void> {
  await db().execute(sql`update notices set mail_due_at = now() where mail_state in ('due', 'sending')`);
}

async function states(user: Actor = reader) {
  const rows = await db().execute<{ state: string }>(
    sql`select mail_state as state from notices where user_id = ${user.id} order by at, id`,
  );
  return rows.map(({ state }) => state);
}

async function waitS(): Promise<number> {
  const [row] = await db().execute<{ seconds: number }>(
    sql`select extract(epoch from mail_due_at - now())::float as seconds from notices where user_id = ${reader.id}`,
  );
  return row?.seconds ?? 0;
}

test("what somebody has not read comes as one e-mail after two minutes, in words, with where it leads", async () => {
  await share();
  await revoke();
  await share();
  expect(await run()).toEqual({ sent: 0 });
  expect(await waitS()).toBeGreaterThan(100);
  await db().execute(sql`
    update notices set mail_due_at = now() where id = (select min(id::text)::uuid from notices where user_id = ${reader.id})`);
  expect(await run()).toEqual({ sent: 1 });
  const [mail, ...others] = server.mails;
  expect(others).toEqual([]);
  expect(mail?.to).toEqual([reader.email]);
  expect(mail?.header("subject")).toBe("3 notices in Linkspan");
  const shared = "\u2068Tomasz Wrona\u2069 shared \u2068Orders warehouse\u2069 (Production) with you.";
  const revoked = "\u2068Tomasz Wrona\u2069 revoked your access to \u2068Orders warehouse\u2069 (Production).";
  expect(mail?.text.match(/^.*Tomasz Wrona.*$/gm)).toEqual([shared, revoked, shared]);
  expect(mail?.text).toContain(`http://127.0.0.1:3000/connections/${connectionId}\n`);
  expect(mail?.text).toContain("http://127.0.0.1:3000/notices\n");
  expect(await states()).toEqual(["sent", "sent", "sent"]);
  await pass();
  expect(await run()).toEqual({ sent: 0 });
});

test("what was read before is not sent, and neither is what somebody does not want or is stale", async () => {
  await share();
  await revoke();
  const [first] = await db().execute<{ id: string }>(
    sql`select id from notices where user_id = ${reader.id} order by at`,
  );
  await markRead(reader, { id: first?.id ?? "" });
  await pass();
  expect(await run()).toEqual({ sent: 1 });
  expect(server.mails[0]?.header("subject")).toContain("revoked");
  expect(await states()).toEqual(["none", "sent"]);

  await share();
  await db().execute(sql`update users set mails_notices = false where id = ${reader.id}`);
  await pass();
  expect(await run()).toEqual({ sent: 0 });
  await revoke();
  expect(await states()).toEqual(["none", "sent", "none", "none"]);

  await db().execute(sql`update users set mails_notices = true where id = ${reader.id}`);
  await share();
  await db().execute(sql`update notices set at = now() - interval '4 days' where mail_state = 'due'`);
  await pass();
  expect(await run()).toEqual({ sent: 0 });
  expect(await states()).not.toContain("due");
});

test("nobody who is deactivated gets an e-mail that was due, and the one beside them gets theirs", async () => {
  const other = await makeUser({ accountId, name: "Aiko Tanabe" });
  const superAdmin = await makeUser({ accountId, name: "Ines Albrecht", role: "super_admin" });
  await addAdmins(admin, { connectionId, userIds: [reader.id, other.id] });
  await deactivateUser(superAdmin, { userId: reader.id });
  await pass();
  expect(await run()).toEqual({ sent: 1 });
  expect(server.mails.map(({ to }) => to)).toEqual([[other.email]]);
  expect(await states()).toEqual(["none"]);
});

test("two processes send every notice once, however much is due at the same time", async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => makeUser({ accountId })));
  const userIds = people.map(({ id }) => id);
  for (let at = 0; at < 3; at += 1) {
    const { id } = await makeConnection({ by: admin, name: `Ledger ${at}` });
    await addAdmins(admin, { connectionId: id, userIds });
  }
  await pass();
  const processes = [1, 2].map(() => openDatabase(process.env.DATABASE_URL ?? "", 2));
  const ends = await Promise.all(processes.map(({ database }) => sendDueMails({ at: database, send })));
  const left = await Promise.all(processes.map(({ database }) => sendDueMails({ at: database, send })));
  await Promise.all(processes.map(({ close }) => close()));
  expect([...ends, ...left].reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
  expect(server.mails.flatMap(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
  expect(server.mails.map(({ text }) => text.match(/Ledger \d/g)?.sort())).toEqual(
    people.map(() => ["Ledger 0", "Ledger 1", "Ledger 2"]),
  );
});

test("two processes that look at the same person at the same time make one e-mail", async () => {
  await share();
  await revoke();
  await pass();
  const other = openDatabase(process.env.DATABASE_URL ?? "", 1);
  const [one, two] = await race(
    sql`lock table notices in access exclusive mode`,
    () => claimMail(),
    () => claimMail(other.database),
  );
  await other.close();
  const claimed = [one, two].map((end) => (end.status === "fulfilled" ? (end.value?.notices.length ?? 0) : end.reason));
  expect(claimed.sort()).toEqual([0, 2]);
  await pass();
  expect(await run()).toEqual({ sent: 1 });
});

test("a process that is killed before it sent, or before it wrote that down, loses nothing: the same message comes again", async () => {
  await share();
  await pass();
  const first = await claimMail();
  await share(await makeUser({ accountId }));
  expect(await run()).toEqual({ sent: 0 });
  if (first === null) throw new Error("Nothing was due.");
  await send(await messageOf(first));
  // What came meanwhile is another message: the one that may have arrived stays the same.
  await revoke();
  await pass();
  await run();
  const ofReader = server.mails.filter(({ to }) => to.includes(reader.email));
  const ids = ofReader.map((mail) => mail.header("message-id"));
  expect(ids).toHaveLength(3);
  expect(new Set(ids)).toHaveLength(2);
  expect(ids[1]).toBe(ids[0]);
  const sentences = ofReader.map(({ text }) => text.match(/shared|revoked/g));
  expect(sentences).toEqual([["shared"], ["shared"], ["revoked"]]);
  expect(await states()).toEqual(["sent", "sent"]);
});

test("who comes back after the lease does not undo what another process is about to do", async () => {
  await share();
  await pass();
  let second: DueMail | null = null;
  const slow = async () => {
    await pass();
    second = await claimMail();
    throw new Error("the first process fails after all");
  };
  await sendDueMails({ send: slow });
  expect(await states()).toEqual(["sending"]);
  if (second === null) throw new Error("The second process took nothing.");
  await markSent(second);
  expect(await states()).toEqual(["sent"]);
});

test("a recipient whom the server refuses is not tried again, and those behind them get theirs", async () => {
  const strict = await startMailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(address === reader.email ? Object.assign(new Error("no such mailbox"), { responseCode: 550 }) : null),
  });
  const other = await makeUser({ accountId });
  await share();
  await share(other);
  await pass();
  expect(await sendDueMails({ send: through(strict.port) })).toEqual({ sent: 1 });
  await strict.stop();
  expect([await states(), await states(other)]).toEqual([["failed"], ["sent"]]);
  await pass();
  expect(await run()).toEqual({ sent: 0 });
});

test("an e-mail that fails by itself is tried again and holds up nobody else's", async () => {
  const other = await makeUser({ accountId });
  await share();
  await share(other);
  await pass();
  let isFirst = true;
  const broken = async (mail: Mail) => {
    const fails = isFirst;
    isFirst = false;
    if (fails) throw new Error("a defect of ours");
    await send(mail);
  };
  expect(await sendDueMails({ send: broken })).toEqual({ sent: 1 });
  expect([await states(), await states(other)].flat().sort()).toEqual(["due", "sent"]);
  await pass();
  expect(await run()).toEqual({ sent: 1 });
});

test("a server that is dead is tried again, later each time, and gets everything when it comes back", async () => {
  const other = await makeUser({ accountId });
  await share();
  await share(other);
  const dead = await startMailServer();
  await dead.stop();
  const waits: number[] = [];
  for (let tries = 1; tries < mostTries; tries += 1) {
    await db().execute(sql`update notices set mail_due_at = now() where user_id = ${reader.id} and mail_state = 'due'`);
    expect(await sendDueMails({ send: through(dead.port) })).toEqual({ sent: 0 });
    waits.push(Math.round((await waitS()) / 60));
  }
  expect(waits).toEqual([1, 5, 15, 60, 240, 720]);
  expect(await states()).toEqual(["due"]);
  await pass();
  expect(await run()).toEqual({ sent: 2 });
  expect([await states(), await states(other)]).toEqual([["sent"], ["sent"]]);
});

test("a server that never comes back is given up at last", async () => {
  await share();
  const dead = await startMailServer();
  await dead.stop();
  for (let tries = 1; tries <= mostTries; tries += 1) {
    await pass();
    await sendDueMails({ send: through(dead.port) });
  }
  expect(await states()).toEqual(["failed"]);
});

test("names in an e-mail are isolated and begin no header", async () => {
  const { id } = await makeConnection({ by: admin, name: `${"طلبيات ".repeat(13)}<b>` });
  await db().execute(sql`update users set name = ${"Eve\r\nBcc: all@norrvik.example"} where id = ${admin.id}`);
  await addAdmins({ ...admin, name: "Eve\r\nBcc: all@norrvik.example" }, { connectionId: id, userIds: [reader.id] });
  await pass();
  await run();
  const [mail] = server.mails;
  expect(mail?.header("bcc")).toBeNull();
  expect(mail?.to).toEqual([reader.email]);
  expect(mail?.text).toMatch(
    /\u2068Eve[^\u2068\u2069]*\u2069 shared \u2068طلبيات[^\u2069]*<b>\u2069 \(Development\) with you\./,
  );
});
