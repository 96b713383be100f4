import { setTimeout as wait } from "node:timers/promises";
import { env } from "../../env";
import { log } from "../../log";
import { offerSetUp } from "./commands";

const retryMs = 5_000;

/** Prints the one-time token of an instance without an account. Waits for the database as long as it takes. */
export async function announceSetUp(): Promise<void> {
  for (;;) {
    try {
      const token = await offerSetUp();
      if (token === null) return;
      const address = new URL("/set-up", env().publicUrl).href;
      // A warning, so that it shows at the usual levels: it is the only way in.
      log.warn(`No account exists yet. Open ${address} and paste this one-time set-up token: ${token}`);
      return;
    } catch (error) {
      log.error({ err: error }, `the database does not answer; trying again in ${retryMs / 1000} s`);
      await wait(retryMs, undefined, { ref: false });
    }
  }
}
