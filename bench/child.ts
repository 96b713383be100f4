import { fork } from "node:child_process";
import { once } from "node:events";
import type { z } from "zod";

/** Work in a process of its own: it takes no time from what is measured in ours, nor settings from it. */
export type Child<T> = { ask(job: object): Promise<T>; stop(): void };

/** `entry` answers one message for each message; `answer` is what it must look like. */
export function startChild<T>(entry: URL, answer: z.ZodType<T>, env: Record<string, string> = {}): Child<T> {
  const child = fork(entry, { env: { ...process.env, ...env }, serialization: "advanced" });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`A process of the bench ended (${code ?? signal}).`)));
  });
  // Its end counts only while an answer is awaited.
  ended.catch(() => undefined);
  return {
    async ask(job) {
      const answered = once(child, "message");
      child.send(job);
      const [message] = await Promise.race([answered, ended]);
      return answer.parse(message);
    },
    stop: () => child.kill(),
  };
}
