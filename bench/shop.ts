import { Client } from "pg";
import { createTestAuthority } from "@/lib/connectors/test-certificates";
import type { RunningPostgres } from "@/scripts/embedded-postgres.mjs";
import { startCluster } from "./cluster";

export const reader = { user: "reader", password: "reader-of-the-bench" };

/** An external server on `localhost` with TLS under a certificate that `ca` (PEM) has signed, and the database `shop`. */
export type Shop = { port: number; ca: string; stop(): Promise<void> };

export async function startShop(): Promise<Shop> {
  const authority = await createTestAuthority("bench");
  const { server, stop } = await startCluster("shop", { tls: await authority.issue(["localhost"]), durable: false });
  try {
    await fill(server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: server.port, ca: authority.ca, stop };
}

/** A database of ordinary size: 200 tables in 4 schemas, of which the user may read three quarters. */
async function fill(server: RunningPostgres): Promise<void> {
  const admin = new Client({ connectionString: server.url() });
  await admin.connect();
  await admin.query(`create role ${reader.user} login password '${reader.password}'`);
  await admin.query("create database shop");
  await admin.end();
  const shop = new Client({ connectionString: server.url("shop") });
  await shop.connect();
  await shop.query(`
    do $$ begin
      for s in 1..4 loop
        execute format('create schema s%s', s);
        for t in 1..50 loop execute format('create table s%s.t%s (id int primary key, name text)', s, t); end loop;
        if s < 4 then
          execute format('grant usage on schema s%s to ${reader.user}', s);
          execute format('grant select on all tables in schema s%s to ${reader.user}', s);
        end if;
      end loop;
    end $$`);
  await shop.query("analyze");
  await shop.end();
}
