import path from "node:path";
import { defineConfig } from "vitest/config";

// A zone with an offset of 5:45 shows every place that mixes local time and UTC.
process.env.TZ = "Asia/Kathmandu";
process.env.LOG_LEVEL ??= "silent";

const everyUnit = ["**/*.test.ts"];
const database = ["**/*.db.test.ts"];
const start = ["scripts/start*.test.ts"];
const outside = ["node_modules/**", ".next*/**", ".data/**", ".cache/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // Only what hangs takes this long: some run beside a build on two cores.
        test: { name: "unit", include: everyUnit, exclude: [...outside, ...database, ...start], testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: database,
          exclude: outside,
          globalSetup: ["scripts/testing/database-cluster.ts"],
          setupFiles: ["scripts/testing/worker-database.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "start",
          include: start,
          exclude: outside,
          // Each file owns whole process trees; beside each other they would measure the machine.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
