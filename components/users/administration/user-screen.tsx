"use client";

import { ChevronLeft, Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import type { UserAccess } from "@/lib/access/schema";
import type { Environment } from "@/lib/policy";
import type { UserDetail } from "@/lib/users/administration/schema";
import { UserAccessList } from "../../access/user-access-list";
import { NavigationLink } from "../../shell/navigation";
import { Avatar } from "../../ui/avatar";
import { Moment } from "../../ui/moment";
import { Section } from "../../ui/section";
import { TooltipLayer } from "../../ui/tooltip-layer";
import { useUserOptions } from "./user-options";
import { UserStatusMark } from "./user-status";
import { roleLabels } from "./user-words";

type UserScreenProps = {
  user: UserDetail;
  access: UserAccess;
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** One user: who they are here, and what they have access to. */
export function UserScreen({ user, access, environment, now }: UserScreenProps) {
  const { options, news, onMore } = useUserOptions();
  return (
    <TooltipLayer>
      <NavigationLink
        href={`/administration/users?environment=${environment}`}
        className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded-control font-medium text-accent text-body"
      >
        <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
        Users
      </NavigationLink>
      <div className="mt-2 flex items-start gap-3">
        <span className="mt-1">
          <Avatar name={user.name} size={32} tone={user.self ? "self" : "other"} />
        </span>
        <div className="min-w-0 grow">
          <h1 className="wrap-anywhere font-semibold text-heading tracking-[-0.014em]">
            <bdi>{user.name}</bdi>
          </h1>
          <p className="wrap-anywhere mt-1 text-body text-ink-2">
            {user.email}
            {user.self && ", you"}
          </p>
        </div>
        <button
          type="button"
          aria-label="More options"
          aria-haspopup="menu"
          aria-expanded="false"
          onClick={(event) => onMore(user, event.currentTarget)}
          className="inline-flex size-9 shrink-0 items-center justify-center rounded-control border border-line-strong bg-raised text-ink hover:bg-raised-hover pointer-coarse:size-11"
        >
          <Ellipsis size={16} strokeWidth={2} aria-hidden="true" />
        </button>
      </div>
      <p role="status" className="sr-only">
        {news}
      </p>
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-8">
          <Section title="Access">
            <UserAccessList access={access} environment={environment} now={now} />
          </Section>
        </div>
        <div className="grid content-start gap-8">
          <Section title="In this account">
            <Facts user={user} now={now} />
          </Section>
        </div>
      </div>
      {options}
    </TooltipLayer>
  );
}

function Facts({ user, now }: { user: UserDetail; now: number }) {
  const { joinedAt, deactivatedAt, lastSignInAt } = user;
  const facts: { label: string; value: ReactNode }[] = [
    {
      label: "Role",
      value: (
        <>
          {roleLabels[user.role]}
          {user.isRoleFromProvider && (
            <span className="block text-muted text-small">By a group at the identity provider</span>
          )}
        </>
      ),
    },
    { label: "Status", value: <UserStatusMark status={user.status} /> },
    { label: "Joined", value: <Moment iso={joinedAt} now={now} /> },
    { label: "Last sign-in", value: lastSignInAt === null ? "Not yet" : <Moment iso={lastSignInAt} now={now} /> },
    ...(deactivatedAt === null
      ? []
      : [{ label: "Deactivated", value: <Moment key="deactivated" iso={deactivatedAt} now={now} /> }]),
  ];
  return (
    <dl className="grid gap-2 text-body">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex gap-3">
          <dt className="w-24 shrink-0 text-muted">{label}</dt>
          <dd className="wrap-anywhere min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
