import { UserX } from "lucide-react";
import type { UserStatus } from "@/lib/users/administration/schema";
import { userStatusLabels } from "./user-words";

/** Calm is the default: only who is deactivated stands out. */
export function UserStatusMark({ status }: { status: UserStatus }) {
  if (status === "active") return userStatusLabels.active;
  return (
    <span className="edge-forced inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-tick bg-rest-soft px-1.5 font-semibold text-micro text-rest">
      <UserX className="size-3" strokeWidth={2.4} aria-hidden />
      {userStatusLabels.deactivated}
    </span>
  );
}
