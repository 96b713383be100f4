import postgres from "postgres";
import { benchKeyId, startStore } from "./cluster";
import { bringBack, fillLeaving, type Leaving, parts, rawUpdates } from "./offboarding-data";
import { atMost, median, noted, type Row } from "./row";
import { timed } from "./timed";

const turns = 7;
const warmUp = 2;

/** Somebody with 5 000 connections leaves in one step, beside the same rows written raw, while another person reads. */
export async function run(): Promise<Row[]> {
  const store = await startStore("offboarding");
  const sql = postgres(store.url, { max: 1, onnotice: () => undefined });
  try {
    return await measure(sql, await fillLeaving(sql, benchKeyId));
  } finally {
    await sql.end();
    await store.stop();
  }
}

async function measure(sql: postgres.Sql, leaving: Leaving): Promise<Row[]> {
  const command: number[] = [];
  const raw: number[] = [];
  const before: number[] = [];
  const beside: number[] = [];
  for (let turn = -warmUp; turn < turns; turn += 1) {
    const alone = await reads(leaving, () => new Promise((resolve) => setTimeout(resolve, 500)));
    let commandMs = 0;
    const meanwhile = await reads(leaving, async () => {
      commandMs = await timed(() => leave(leaving));
    });
    await bringBack(sql, leaving);
    // Beside the same reads, so that both share the machine alike.
    let rawMs = 0;
    await reads(leaving, async () => {
      rawMs = await timed(() => rawUpdates(sql, leaving));
    });
    await bringBack(sql, leaving);
    if (turn < 0) continue;
    command.push(commandMs);
    raw.push(rawMs);
    before.push(Math.max(...alone));
    beside.push(Math.max(...meanwhile));
  }
  return [
    atMost(3, {
      name: "leaving with 5 000 connections beside the raw updates, ms",
      value: median(command),
      floor: median(raw),
    }),
    // One that is blocked would take as long as the step.
    atMost(3, {
      name: "another person's slowest list meanwhile beside before, ms",
      value: median(beside),
      floor: median(before),
    }),
    noted("the slowest of all meanwhile beside the step, ms", Math.max(...beside), median(command)),
  ];
}

async function leave({ accountId, superAdmin, leaver: userId, receiver, leftWithout }: Leaving): Promise<void> {
  const { deactivateUser } = await import("@/lib/users/deactivation/commands");
  const actor = {
    id: superAdmin,
    accountId,
    name: "Super admin",
    email: "super-admin@norrvik.example",
    role: "super_admin" as const,
  };
  const done = await deactivateUser(actor, { userId, restTo: receiver, leaveWithout: leftWithout.map((id) => id) });
  if (!done.deactivated || done.handedOver.connections !== parts.handedOver)
    throw new Error("Not all was handed over.");
}

/** How long each list of the reader takes, one after the other for as long as the work does. */
async function reads({ accountId, reader }: Leaving, work: () => Promise<unknown>): Promise<number[]> {
  const { listConnections } = await import("@/lib/connections/list/queries");
  const { listInput } = await import("@/lib/connections/schema");
  const actor = { id: reader, accountId, name: "Reader", email: "reader@norrvik.example", role: "member" as const };
  const input = listInput.parse({});
  const took: number[] = [];
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const startedAt = performance.now();
    await listConnections(actor, input);
    took.push(performance.now() - startedAt);
  }
  await working;
  return took;
}
