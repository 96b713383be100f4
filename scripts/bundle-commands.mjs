import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { commandsDir, root } from "./setup.mjs";

/** Each becomes one file that runs beside the server's own node_modules, in a checkout and in the image alike. */
const commands = ["migrate", "prepare", "seed-demo", "user-add", "user-password", "user-unlink", "rotate-keys"];

const entryPoints = commands
  .map((name) => path.join(root, "scripts", `${name}.ts`))
  .filter((file) => fs.existsSync(file));

fs.rmSync(commandsDir, { recursive: true, force: true });
await build({
  entryPoints,
  outdir: commandsDir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  tsconfig: path.join(root, "tsconfig.json"),
  // What next.config.js keeps out of its own bundles, for the same reasons.
  external: ["@node-rs/argon2", "nodemailer", "pg", "pino", "postgres"],
  // Packages in the old module format still call require.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "warning",
});
