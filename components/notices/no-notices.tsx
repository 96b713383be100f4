import { Bell, CheckCheck } from "lucide-react";
import { EmptyState } from "../ui/empty-state";

/** In the place of notices, where there is none yet. */
export function NoNotices() {
  return (
    <EmptyState icon={<Bell className="size-6" strokeWidth={1.5} aria-hidden />} title="Nothing yet">
      You are told here when somebody shares something with you or takes it away, asks you for something, or answers
      you.
    </EmptyState>
  );
}

export function NothingUnread() {
  return (
    <EmptyState icon={<CheckCheck className="size-6" strokeWidth={1.5} aria-hidden />} title="Nothing is unread">
      You have read all of your notices.
    </EmptyState>
  );
}
