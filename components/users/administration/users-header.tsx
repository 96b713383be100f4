import type { ReactNode } from "react";
import type { UsersPage } from "@/lib/users/administration/schema";
import { countText } from "../../connections/status-words";
import { NavigationLink } from "../../shell/navigation";
import { type UsersView, usersHref } from "./users-url";

type UsersHeaderProps = { page: UsersPage; view: UsersView; invite: ReactNode };

const everybody = { role: "all", status: "all" } as const;

/** How many there are of each kind; each narrows the list to its own, and a second time widens it again. */
export function UsersHeader({ page: { counts }, view, invite }: UsersHeaderProps) {
  const { active, deactivated, superAdmins } = counts;
  const kinds = [
    { count: active, words: "active", filter: { role: "all", status: "active" } },
    {
      count: superAdmins,
      words: superAdmins.count === 1 ? "super admin" : "super admins",
      filter: { role: "super_admin", status: "active" },
    },
    { count: deactivated, words: "deactivated", filter: { role: "all", status: "deactivated" } },
  ] as const;
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="font-semibold text-heading tracking-[-0.014em] outline-none">Users</h1>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-body text-ink-2">
          {kinds.map(({ count, words, filter }) => {
            if (count.count === 0) return null;
            const chosen = view.role === filter.role && view.status === filter.status;
            return (
              <NavigationLink
                key={words}
                href={usersHref(view, chosen ? everybody : filter)}
                scope="list"
                aria-current={chosen ? "true" : undefined}
                className="inline-flex min-h-6 items-center rounded-control underline-offset-4 hover:underline hover:decoration-line-strong aria-[current=true]:underline aria-[current=true]:decoration-accent"
              >
                <span>
                  <b className="text-ink tabular-nums">{countText(count)}</b> {words}
                </span>
              </NavigationLink>
            );
          })}
        </p>
      </div>
      {invite}
    </div>
  );
}
