import type { ConnectionRow } from "@/lib/connections/schema";

/** Who administers it now: those without an end, and those whose share ends by itself, who stand among the first. */
export function peopleCount({ admins, adminCount }: Pick<ConnectionRow, "admins" | "adminCount">): number {
  return adminCount + admins.filter(({ breakGlass }) => typeof breakGlass?.endsAt === "string").length;
}
