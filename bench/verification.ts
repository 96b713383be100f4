import { Client } from "pg";
import { createNetworkPolicy } from "@/lib/connectors/network";
import { postgresqlConnector } from "@/lib/connectors/postgresql/driver";
import { atMost, median, type Row } from "./row";
import { reader, type Shop, startShop } from "./shop";
import { timed } from "./timed";

const pairs = 200;
const warmUp = 20;
const tlsModes = ["verify-full", "require", "disable"] as const;

/** A verification with all its stages, beside a raw connect, `select 1` and close over the same TLS mode, in turns. */
export async function run(): Promise<Row[]> {
  const shop = await startShop();
  try {
    const rows: Row[] = [];
    for (const tls of tlsModes) rows.push(await measure(shop, tls));
    return rows;
  } finally {
    await shop.stop();
  }
}

async function measure({ port, ca }: Shop, tls: (typeof tlsModes)[number]): Promise<Row> {
  const network = createNetworkPolicy({ allowedNetworks: "127.0.0.0/8,::1/128", ownEndpoints: [], embedded: false });
  const verify = async () => {
    const session = postgresqlConnector.open(
      {
        details: { host: "localhost", port, database: "shop", tls, ca: tls === "verify-full" ? ca : "" },
        credentials: reader,
      },
      { network, ownIdentity: async () => ({ systemIdentifier: null, startedAt: "never" }) },
    );
    const { verification } = await session.verify({ signal: new AbortController().signal, onStage: () => {} });
    if (verification.failure !== null) throw new Error(verification.failure.title);
  };
  const ssl = { "verify-full": { ca }, require: { rejectUnauthorized: false }, disable: false }[tls];
  const raw = async () => {
    const client = new Client({ host: "localhost", port, database: "shop", ssl, ...reader });
    await client.connect();
    await client.query("select 1");
    await client.end();
  };

  const verified: number[] = [];
  const floor: number[] = [];
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    const value = await timed(verify);
    const beside = await timed(raw);
    if (pair < 0) continue;
    verified.push(value);
    floor.push(beside);
  }
  return atMost(1.3, { name: `verification, TLS ${tls}, ms`, value: median(verified), floor: median(floor) });
}
