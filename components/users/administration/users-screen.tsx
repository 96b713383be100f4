"use client";

import { Search } from "lucide-react";
import { useCallback } from "react";
import type { UsersPage } from "@/lib/users/administration/schema";
import { AdministrationTabs } from "../../access/administration-tabs";
import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { Pages } from "../../ui/pages";
import { TooltipLayer } from "../../ui/tooltip-layer";
import { useInvite } from "../invitations/use-invite";
import { type ChangeUsers, useUsersNavigation } from "./use-users-navigation";
import { useUserOptions } from "./user-options";
import { nobodyFound, usersText } from "./user-words";
import { UsersHeader } from "./users-header";
import { UsersTable } from "./users-table";
import { UsersToolbar } from "./users-toolbar";
import { hasFilters, type UsersView } from "./users-url";

type UsersScreenProps = {
  page: UsersPage;
  view: UsersView;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Administration*: the people of the account. */
export function UsersScreen({ page, view, now }: UsersScreenProps) {
  const change = useUsersNavigation(view);
  const search = useCallback((q: string) => change({ q }, { replace: true }), [change]);
  const { options, news, onMore } = useUserOptions();
  const invite = useInvite();
  const total = usersText(page.total);
  const { previous, next } = page;
  return (
    <TooltipLayer>
      <UsersHeader page={page} view={view} invite={invite.button} />
      <AdministrationTabs environment={view.environment} here="users" />
      <UsersToolbar view={view} total={total} onChange={change} onSearch={search} />
      <UsersTable rows={page.rows} view={view} now={now} onChange={change} onMore={onMore} />
      {page.rows.length === 0 && <NobodyFound view={view} onChange={change} />}
      <div className="flex min-h-12 items-center gap-2 text-muted text-small max-md:py-3">
        <span className="tabular-nums max-md:hidden">{total}</span>
        <span className="grow" />
        {(previous !== null || next !== null) && (
          <Pages
            onPrevious={previous === null ? null : () => change({ before: previous }, { scroll: true })}
            onNext={next === null ? null : () => change({ after: next }, { scroll: true })}
          />
        )}
      </div>
      {/* What a search or a turn of the page brought; the first name makes each of them different. */}
      <p role="status" className="sr-only">
        {page.rows[0] === undefined ? total : `${total}, beginning with ${page.rows[0].name}`}
      </p>
      <p role="status" className="sr-only">
        {news}
      </p>
      {options}
      {invite.dialog}
    </TooltipLayer>
  );
}

function NobodyFound({ view, onChange }: { view: UsersView; onChange: ChangeUsers }) {
  const { title, explanation } = nobodyFound(view);
  const searched = view.q.trim() !== "";
  return (
    <EmptyState
      icon={<Search size={20} strokeWidth={1.75} aria-hidden="true" />}
      title={title}
      actions={
        <>
          {searched && (
            <Button size="control" onClick={() => onChange({ q: "" })}>
              Clear search
            </Button>
          )}
          {hasFilters(view) && (
            <Button
              size="control"
              kind={searched ? "quiet" : "secondary"}
              onClick={() => onChange({ role: "all", status: "all" })}
            >
              Clear filters
            </Button>
          )}
        </>
      }
    >
      {explanation}
    </EmptyState>
  );
}
