import { randomInt } from "node:crypto";

/** Crockford's digits: no I, L, O or U, so that a code survives being read out loud. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Random groups of four digits, five bits each: `readableCode(2)` is like "9F2K-41QD". */
export function readableCode(groups: number): string {
  const group = () => Array.from({ length: 4 }, () => digits.charAt(randomInt(digits.length))).join("");
  return Array.from({ length: groups }, group).join("-");
}

/** A code as it was meant, however it was typed. */
export function normalizedCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}
