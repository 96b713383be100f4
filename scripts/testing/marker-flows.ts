import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { runGuarded } from "@/lib/action-guard";
import { sharePage } from "@/lib/admins/queries";
import { deleteConnection, renameConnection } from "@/lib/connections/commands";
import { listConnections } from "@/lib/connections/list/queries";
import { duplicateSource, findConnectionDetail } from "@/lib/connections/queries";
import { createInput, listInput, testInput } from "@/lib/connections/schema";
import { rotateCredentials } from "@/lib/credentials/commands";
import { log } from "@/lib/log";
import type { Actor } from "@/lib/policy";
import { createConnection, testConnection } from "@/lib/verification/commands";
import { reconnectConnection } from "@/lib/verification/reconnect/commands";
import { reconnectInput } from "@/lib/verification/reconnect/schema";
import { streamVerification } from "@/lib/verification-stream";

// A process of its own, because its log is what is looked at: drives every flow that touches a secret and prints all answers.

const external = z
  .object({ details: z.record(z.string(), z.string()), user: z.string(), right: z.string(), wrong: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ""));

const say = (what: string, value: unknown) => process.stdout.write(`${JSON.stringify({ what, value })}\n`);

async function actions(actor: Actor) {
  const request = { headers: new Headers({ origin: "http://127.0.0.1:3000" }), requireActor: async () => actor };
  const credentials = (password: string) => ({ user: external.user, password });
  const base = { environment: "development", connector: "postgresql" } as const;

  /** As the server action does it, with every event that the browser would hear. */
  async function verify<S extends z.ZodType>(
    what: string,
    schema: S,
    run: (
      actor: Actor,
      input: z.output<S>,
      watch: Parameters<Parameters<typeof streamVerification>[0]>[0],
    ) => ReturnType<Parameters<typeof streamVerification>[0]>,
    input: unknown,
  ): Promise<void> {
    const result = await runGuarded(request, schema, input, (by, parsed) =>
      streamVerification((watch) => run(by, parsed, watch)),
    );
    say(what, result.ok ? "accepted" : result.error);
    if (result.ok) for await (const event of result.value) say(what, event);
  }

  const typed = (password: string, details: Record<string, unknown> = external.details) => ({
    ...base,
    attempt: randomUUID(),
    details,
    credentials: credentials(password),
  });

  await verify("test", testInput, testConnection, typed(external.right));
  await verify("test wrong", testInput, testConnection, typed(external.wrong));
  await verify(
    "test elsewhere",
    testInput,
    testConnection,
    typed(external.right, { ...external.details, database: "nowhere" }),
  );
  await verify("test closed", testInput, testConnection, typed(external.right, { ...external.details, port: "1" }));
  await verify("refused by the form", testInput, testConnection, typed(external.right.repeat(64)));
  await verify("refused shape", testInput, testConnection, { ...typed(external.right), details: external.right });
  await verify("secret in another field", createInput, createConnection, {
    ...typed(external.right),
    credentials: { ...credentials(external.right), token: external.right },
    name: "Extra",
  });
  await verify("create", createInput, createConnection, { ...typed(external.right), name: "Marked" });
  await verify("create again", createInput, createConnection, { ...typed(external.right), name: "MARKED" });
  await verify("create wrong", createInput, createConnection, { ...typed(external.wrong), name: "Other" });

  // A failure inside, with the sealed secret among the statement's parameters.
  await db().execute(
    sql`alter table connection_credentials add constraint broken check (sealed_at < '2000-01-01') not valid`,
  );
  await verify("broken store", createInput, createConnection, { ...typed(external.right), name: "Broken" });
  const { rows } = await listConnections(actor, listInput.parse({}));
  say("list", rows);
  const id = rows[0]?.id ?? "";
  const reconnect = (password: string) => ({ attempt: randomUUID(), id, credentials: credentials(password) });
  await verify("broken reconnect", reconnectInput, reconnectConnection, reconnect(external.right));
  await db().execute(sql`alter table connection_credentials drop constraint broken`);
  await verify("reconnect wrong", reconnectInput, reconnectConnection, reconnect(external.wrong));
  await verify("reconnect", reconnectInput, reconnectConnection, reconnect(external.right));

  say("detail", await findConnectionDetail(actor, id));
  say("share", await sharePage(actor, id));
  say("duplicate", await duplicateSource(actor, id));
  say("rename", await renameConnection(actor, { id, name: "Renamed", previousName: "Marked" }));
  const object = await makeObject({ by: actor, appId: await makeApp({ by: actor }) });
  await makeBinding({ by: actor, objectId: object.id, connectionId: id });
  say("delete", await deleteConnection(actor, { id }));
  await makeConnection({ by: actor, details: external.details, credentials: credentials(external.right) });
  say("rotate", await rotateCredentials({ dryRun: false }));
  log.info({ credentials: credentials(external.right), input: { password: external.right } }, "what nobody should log");
}

async function main(): Promise<void> {
  const accountId = await makeAccount();
  await actions(await makeUser({ accountId, role: "super_admin" }));
  await closeDatabase();
}

await main();
