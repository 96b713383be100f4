import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser";

const { E2E_BASE_URL, PLAYWRIGHT_WORKERS } = process.env;

export default defineConfig({
  testDir: "e2e",
  testMatch: process.env.E2E_SCREENSHOTS === "1" ? "screenshots.ts" : "**/*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: Number(PLAYWRIGHT_WORKERS ?? 2),
  // A test that passes at its second try has found something: it must not be tried again.
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results",
  reporter: "list",
  use: {
    ...(E2E_BASE_URL === undefined ? {} : { baseURL: E2E_BASE_URL }),
    browserName: "chromium",
    launchOptions: await findBrowser(),
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    // Nothing of ours may need longer for one click than people are ready to wait.
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // Recording takes a quarter more time on two cores, so that it is asked for when a failure is looked into.
    trace: process.env.E2E_TRACE === "1" ? "retain-on-failure" : "off",
  },
});
