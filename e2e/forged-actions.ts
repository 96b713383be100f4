import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { distDir } from "../scripts/setup.mjs";

/**
 * The ids of the server actions by name, read as an attacker would: out of the scripts that everybody may download.
 */
export function readActionIds(): ReadonlyMap<string, string> {
  const chunks = path.join(distDir, "static", "chunks");
  const text = readdirSync(chunks)
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(path.join(chunks, file), "utf8"))
    .join("\n");
  const references = text.matchAll(/createServerReference\)?\("([0-9a-f]{40,})",[^"]*"(\w+)"\)/g);
  return new Map([...references].map(([, id = "", name = ""]) => [name, id]));
}

type Call = { page: string; action: string; input: unknown; headers: Record<string, string> };

/** Calls a server action without any page of ours. */
export async function callAction(
  request: APIRequestContext,
  { page, action, input, headers }: Call,
): Promise<APIResponse> {
  const id = readActionIds().get(action);
  if (id === undefined) throw new Error(`No script speaks of the action ${action}.`);
  return request.post(page, {
    headers: { accept: "text/x-component", "next-action": id, "content-type": "text/plain;charset=UTF-8", ...headers },
    data: JSON.stringify([input]),
    maxRedirects: 0,
  });
}

/** Whether the action said that it did what was asked; a verification may still say no in its last event. */
export async function succeeded(answer: APIResponse): Promise<boolean> {
  const text = await answer.text();
  return answer.ok() && text.includes('"ok":true') && !text.includes('"type":"refused"');
}
