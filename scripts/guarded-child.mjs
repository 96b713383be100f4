import { spawn } from "node:child_process";

// The child leads a group of its own, and its twin kills that whole group at the end of our pipe: a build or an
// installation never goes on alone after us, not even when we were killed.
const guardian = `
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
{ read -r _ <&3; kill -9 0; } 2>/dev/null &
twin=$!
exec 3<&-
wait "$child"
status=$?
kill -9 "$twin"
exit "$status"
`;

const running = new Set();

/**
 * Starts a program in a process group of its own, led by its guardian (the process given back), which is gone
 * with everything it started when we are. `stdio` must begin with a pipe.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function spawnGuarded(program, args, options) {
  const child = spawn("/bin/sh", ["-c", guardian, "sh", program, ...args], { ...options, detached: true });
  // The pipe breaks when the guardian dies first; its exit is what counts.
  child.stdin.on("error", () => {});
  return child;
}

/**
 * Runs a program to its end. Resolves with its exit code and what it wrote; with `show`, its words go to our own
 * standard error as they come. Rejects when it cannot be started.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function run(program, args, { cwd, env = process.env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawnGuarded(program, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
    running.add(child);
    const written = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (text) => {
        written[name] += text;
        if (show) process.stderr.write(text);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, ...written });
    });
  });
}

/** Ends every program that `run` still waits for. */
export function endRunning() {
  for (const child of running) child.stdin.end();
}
