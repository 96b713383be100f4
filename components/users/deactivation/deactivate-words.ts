import type { Deactivation } from "@/lib/users/deactivation/schema";
import { listed } from "../../ui/listed";

export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "3 connections and 1 app"; empty for none. */
export function connectionsAndApps({ connections, apps }: { connections: number; apps: number }): string {
  const parts: string[] = [];
  if (connections > 0) parts.push(countWords(connections, "connection"));
  if (apps > 0) parts.push(countWords(apps, "app"));
  return listed(parts);
}

/** What a deactivation did, in one line; null where nothing was left behind. */
export function doneLine(done: Extract<Deactivation, { deactivated: true }>): string | null {
  const handed = connectionsAndApps(done.handedOver);
  const left = done.leftWithoutAdmin.length;
  const sentences = [
    handed === "" ? "" : `${handed} handed over.`,
    left === 0 ? "" : `${countWords(left, "connection needs", "connections need")} an admin.`,
    done.requestsWithdrawn === 0 ? "" : `${countWords(done.requestsWithdrawn, "request")} withdrawn.`,
  ].filter((sentence) => sentence !== "");
  return sentences.length === 0 ? null : sentences.join(" ");
}
