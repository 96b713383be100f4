import { randomUUID } from "node:crypto";
import { startStore } from "./cluster";
import { atMostBeyond, median, type Row } from "./row";
import { reader, type Shop, startShop } from "./shop";
import { timed } from "./timed";

const pairs = 100;
const warmUp = 10;
/** A person verifies at most twenty times a minute. */
const createsPerUser = 15;

/** Create, as the command does it from the right to the stored row, beside the verification alone, in turns. */
export async function run(): Promise<Row[]> {
  const store = await startStore("create");
  const shop = await startShop();
  try {
    return [await measure(shop)];
  } finally {
    await Promise.all([store.stop(), shop.stop()]);
  }
}

async function measure(shop: Shop): Promise<Row> {
  const { makeAccount, makeUser } = await import("@/db/factories");
  const { createInput } = await import("@/lib/connections/schema");
  const { postgresqlConnector } = await import("@/lib/connectors/postgresql/driver");
  const { createConnection } = await import("@/lib/verification/commands");
  const { networkPolicy } = await import("@/lib/verification/network");
  const { findOwnIdentity } = await import("@/lib/verification/queries");

  const details = { host: "localhost", port: String(shop.port), database: "shop", tls: "verify-full", ca: shop.ca };
  const quiet = { signal: new AbortController().signal, onStage: () => undefined };
  const context = { network: networkPolicy(), ownIdentity: findOwnIdentity };
  const verify = async () => {
    const session = postgresqlConnector.open({ details, credentials: reader }, context);
    const { verification } = await session.verify(quiet);
    await session.close();
    if (verification.failure !== null) throw new Error(verification.failure.title);
  };

  const accountId = await makeAccount();
  const created: number[] = [];
  const verified: number[] = [];
  let actor = await makeUser({ accountId });
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    if ((pair + warmUp) % createsPerUser === 0) actor = await makeUser({ accountId });
    const attempt = randomUUID();
    const typed = { attempt, environment: "development", connector: "postgresql", details, credentials: reader };
    const input = createInput.parse({ ...typed, name: `Orders ${attempt}` });
    const value = await timed(async () => {
      const { stored } = await createConnection(actor, input, quiet);
      if (stored === null) throw new Error("Nothing was stored.");
    });
    const floor = await timed(verify);
    if (pair < 0) continue;
    created.push(value);
    verified.push(floor);
  }
  return atMostBeyond(15, {
    name: "create beside its verification, TLS verify-full, ms",
    value: median(created),
    floor: median(verified),
  });
}
