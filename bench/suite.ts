import { z } from "zod";
import type { Row } from "./row";
import { suiteName } from "./suites";

/** Loaded only when it runs. */
const suites = {
  list: async () => (await import("./list")).run(),
  verification: async () => (await import("./verification")).run(),
  create: async () => (await import("./create")).run(),
  rows: async () => (await import("./rows")).run(),
  page: async () => (await import("./page")).run(),
  rehearsal: async () => (await import("./rehearsal")).run(),
  deploy: async () => (await import("./deploy")).run(),
  "sign-in": async () => (await import("./sign-in")).run(),
  users: async () => (await import("./users")).run(),
  offboarding: async () => (await import("./offboarding")).run(),
} as const satisfies Record<z.output<typeof suiteName>, () => Promise<Row[]>>;

const suiteJob = z.object({ suite: suiteName });

process.on("message", (message) => {
  suites[suiteJob.parse(message).suite]().then(
    (rows) => process.send?.(rows),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : "The suite failed."}\n`);
      process.exit(1);
    },
  );
});
