import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";
import { z } from "zod";

const launch = z.object({
  executablePath: z.string(),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});

/**
 * What a headless window of a whole Chromium would do beside the page, for each test anew: load the suggestions of an
 * address bar that nobody sees, and keep a process for a page that nobody opens. Together a fifth of a test.
 */
const idle = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"];

/** Of Playwright's own list what matters to tests of one local product: a second switch takes the place of the first. */
const unwanted = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

const switches = [`--disable-features=${[...unwanted, ...idle].join(",")}`];

/**
 * A Chromium: the one that CHROMIUM_PATH names, an installed one, Playwright's own, or else one that npm ships, which
 * brings its own libraries. Found once; the workers read from the environment what the first process found.
 */
export async function findBrowser(): Promise<LaunchOptions> {
  const known = process.env.E2E_BROWSER;
  const found = known === undefined ? await search() : launch.parse(JSON.parse(known));
  process.env.E2E_BROWSER = JSON.stringify(found);
  const { executablePath, args = [], env } = found;
  return {
    executablePath,
    args: [...args, ...switches],
    ...(env === undefined ? {} : { env: { ...environment(), ...env } }),
  };
}

async function search(): Promise<z.output<typeof launch>> {
  const named = process.env.CHROMIUM_PATH;
  const candidates = [...(named === undefined ? [] : [named]), "/usr/bin/chromium", chromium.executablePath()];
  const executablePath = candidates.find((file) => existsSync(file));
  return executablePath === undefined ? unpack() : { executablePath };
}

/** The npm package unpacks only what it takes for a Lambda, and into the temporary directory of its process. */
async function unpack(): Promise<z.output<typeof launch>> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "linkspan-chromium-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = directory;
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x";
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    return {
      executablePath: await packaged.executablePath(),
      args: ["--no-sandbox"],
      env: { LD_LIBRARY_PATH: path.join(directory, "al2023", "lib"), FONTCONFIG_PATH: path.join(directory, "fonts") },
    };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
