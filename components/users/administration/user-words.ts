import type { CappedCount } from "@/lib/connections/schema";
import type { Role } from "@/lib/policy";
import type { UserSort, UserStatus } from "@/lib/users/administration/schema";
import { countText } from "../../connections/status-words";
import { listed } from "../../ui/listed";
import type { UsersView } from "./users-url";

export const roleLabels = { member: "Member", super_admin: "Super admin" } as const satisfies Record<Role, string>;

export const userStatusLabels = {
  active: "Active",
  deactivated: "Deactivated",
} as const satisfies Record<UserStatus, string>;

export const sortLabels = {
  name: "Name",
  last_sign_in: "Last sign-in",
} as const satisfies Record<UserSort, string>;

export function usersText(total: CappedCount): string {
  return `${countText(total)} ${total.count === 1 && !total.capped ? "user" : "users"}`;
}

/** What to say when search and filters leave nobody. */
export function nobodyFound({ q, role, status }: UsersView): { title: string; explanation: string } {
  const searched = q.trim();
  const conditions = [
    ...(role === "all" ? [] : [`the role ${roleLabels[role]}`]),
    ...(status === "all" ? [] : [`the status ${userStatusLabels[status]}`]),
  ];
  const filtered = conditions.length === 0 ? "" : ` and has ${listed(conditions)}`;
  return {
    title: searched === "" ? "No user matches these filters" : `No user matches “${searched}”`,
    explanation:
      searched === ""
        ? `Nobody in this account has ${listed(conditions)}.`
        : `Nobody in this account has it in their name or email${filtered}.`,
  };
}
