import { openDatabase } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { hashPassword } from "@/lib/users/password";
import { createVault } from "@/lib/vault";
import { orderLines } from "./objects";
import type { Product } from "./product";

export const password = "a password of the bench";

const names = [
  "Orders warehouse",
  "Fleet telemetry",
  "Carrier rates",
  "Customs declarations and duty rates, EU and UK",
];

export type Filled = { email: string; appId: string; objectId: string };

/**
 * An account with two full pages of connections, shared and linked like the bench's constant page, and an object over the
 * sample database. Resolves with somebody who sees all of it.
 */
export async function fillProduct({ databaseUrl, encryptionKeys, samplePort }: Product): Promise<Filled> {
  const { database: at, close } = openDatabase(databaseUrl);
  try {
    const sealedBy = await createVault(encryptionKeys);
    const accountId = await makeAccount({ at, name: "Bench" });
    const passwordHash = await hashPassword(password);
    const by = await makeUser({ at, accountId, name: "Ines Albrecht", passwordHash });
    const others = [];
    for (const name of [
      "Tomasz Wrona",
      "Priya Raman",
      "Mireille Okafor",
      "Jonas Lindqvist",
      "Aiko Tanabe",
      "Hanna Eriksen",
    ]) {
      others.push(await makeUser({ at, accountId, name }));
    }
    const appId = await makeApp({ at, by });
    for (let index = 0; index < 120; index += 1) {
      const name = `${names[index % names.length]} ${index + 1}`;
      const admins = others.slice(0, (index * 3) % 7);
      const createdAt = new Date(Date.now() - index * 7 * 86_400_000);
      const connection = await makeConnection({ at, by, name, admins, createdAt, sealedBy });
      for (let count = 0; count < (index * 5) % 13; count += 1) {
        const object = await makeObject({ at, by, appId });
        await makeBinding({ at, by, objectId: object.id, connectionId: connection.id });
      }
    }
    const rows = await makeObject({ at, by, appId, definition: orderLines });
    const details = { host: "127.0.0.1", port: samplePort, database: "norrvik", tls: "disable", ca: "" };
    const credentials = { user: "sample", password: "linkspan_sample" };
    const sample = await makeConnection({
      at,
      by,
      name: "Sample",
      details,
      credentials,
      sealedBy,
      createdAt: new Date(0),
    });
    await makeBinding({ at, by, objectId: rows.id, connectionId: sample.id });
    return { email: by.email, appId, objectId: rows.id };
  } finally {
    await close();
  }
}

/** Signs in as any HTTP client would. Resolves with the Cookie header. */
export async function signIn(url: string, email: string): Promise<string> {
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { origin: url, cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    redirect: "manual",
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes("linkspan-session=")) throw new Error(`${email} could not sign in: ${answer.status}`);
  return cookie;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.replace(/;.*$/s, ""))
    .join("; ");
}
