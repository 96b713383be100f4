import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { addEncryptionKey } from "./data-directory.mjs";
import {
  dataDirectoryIsTaken,
  embeddedEnvironment,
  prepareData,
  startClusters,
  takeDataDirectory,
} from "./embedded.mjs";
import { modeOf } from "./mode.mjs";
import { commandsDir, root, setUp, standaloneDir } from "./setup.mjs";

/**
 * Runs one of our commands with the settings of this installation: an operator's own, or those that the embedded
 * mode made. The embedded PostgreSQL is used where it runs, and started for the command where it does not.
 */
async function main([name, ...args]) {
  if (fs.existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const say = (line) => process.stderr.write(`${line}\n`);
  // Whoever gives a database means that one; what else the command needs, it asks for itself.
  const mode = process.env.DATABASE_URL ? "operated" : modeOf(process.env);
  await setUp(say);
  if (mode === "operated") return runCommand(name, args, process.env);

  if (dataDirectoryIsTaken()) {
    if (args.includes("--new-key")) throw new Error("Stop Linkspan first: it has the keys of its start in memory.");
    return runCommand(name, args, await environment());
  }
  const unlock = takeDataDirectory();
  try {
    if (args.includes("--new-key")) addEncryptionKey();
    const clusters = await startClusters({ say, giveUp: (error) => say(error.message) });
    try {
      const env = await environment();
      await prepareData({ clusters, env });
      return await runCommand(
        name,
        args.filter((arg) => arg !== "--new-key"),
        env,
      );
    } finally {
      await clusters.stop();
    }
  } finally {
    unlock();
  }
}

async function environment() {
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || "127.0.0.1";
  return { ...process.env, ...(await embeddedEnvironment({ env: process.env, host, port })) };
}

function runCommand(name, args, env) {
  return new Promise((resolve, reject) => {
    const file = path.join(commandsDir, `${name}.mjs`);
    const child = spawn(process.execPath, [file, ...args], { cwd: standaloneDir, env, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

// The terminal's Ctrl-C reaches the command as well; we stay until it has ended.
process.on("SIGINT", () => {});

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
