import { startStore } from "./cluster";
import { clocked } from "./in-turns";
import { atMost, median, noted, type Row } from "./row";

const rounds = 60;
const warmUps = 10;
const password = "a password of the bench";
const client = { address: "203.0.113.4", browser: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0" };

/** A sign-in by password, from counting the attempt to recording it, beside argon2 alone, in turns in one process. */
export async function run(): Promise<Row[]> {
  const store = await startStore("sign-in");
  try {
    return await measure();
  } finally {
    await store.stop();
  }
}

async function measure(): Promise<Row[]> {
  const { makeAccount, makeUser } = await import("@/db/factories");
  const { hashPassword, passwordFits } = await import("@/lib/users/password");
  const { signIn } = await import("@/lib/users/sign-in/commands");
  const { keptSignIns } = await import("@/lib/users/sign-in/history/commands");
  const passwordHash = await hashPassword(password);
  const { email } = await makeUser({ accountId: await makeAccount(), passwordHash });
  const whole = () => signIn({ email, password }, client);
  // A history that is full drops its oldest entry with each sign-in, as of somebody who has been here for long.
  for (let count = 0; count < keptSignIns; count += 1) await whole();
  const taken: Record<"whole" | "argon2", number[]> = { whole: [], argon2: [] };
  for (let round = -warmUps; round < rounds; round += 1) {
    const argon2 = await clocked(() => passwordFits(passwordHash, password));
    const signedIn = await clocked(whole);
    if (round < 0) continue;
    taken.argon2.push(argon2.elapsedMs);
    taken.whole.push(signedIn.elapsedMs);
  }
  const [value, floor] = [median(taken.whole), median(taken.argon2)];
  return [
    atMost(1.2, { name: "sign-in by password beside argon2 alone (ms)", value, floor }),
    noted("its own work: counting, looking up, recording (ms)", value - floor),
  ];
}
