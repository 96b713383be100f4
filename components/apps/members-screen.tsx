"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MainAction } from "@/components/ui/main-action";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { Member, MembersPage } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";
import { PeopleTable } from "../people/people-table";
import { useNavigate } from "../shell/navigation";
import { AppTabs } from "./app-tabs";
import { levelLabels } from "./level-labels";
import { Trail } from "./trail";

const AddMembersDialog = dynamic(() => import("./add-members-dialog"), { ssr: false });
const MemberMenu = dynamic(() => import("./member-menu"), { ssr: false });
const RemoveMember = dynamic(() => import("./remove-member"), { ssr: false });
const ChangeLevel = dynamic(() => import("./change-level"), { ssr: false });

type Open =
  | { kind: "add"; opener: HTMLElement }
  | { kind: "menu" | "level" | "remove"; opener: HTMLElement; member: Member };

type MembersScreenProps = {
  page: MembersPage;
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Members* of an app: who manages it, who uses it, and who else shall. */
export function MembersScreen({ page, environment, now }: MembersScreenProps) {
  const { app, members } = page;
  const router = useRouter();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const [news, setNews] = useState("");
  const apps = `/apps?environment=${environment}`;
  const close = () => setOpen(null);
  const done = (what: string) => {
    close();
    setNews(what);
    router.refresh();
  };

  return (
    <TooltipLayer>
      <Trail
        steps={[
          { label: "Apps", href: apps },
          { label: app.name, href: `/apps/${app.id}/data?environment=${environment}` },
        ]}
        here="Members"
      />
      <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">Members</h1>
          <p className="mt-1.5 max-w-[80ch] text-body text-ink-2 wrap-anywhere">Of the app {app.name}</p>
        </div>
        <MainAction refusal={page.refusal === null ? null : { id: "members-refusal", reason: page.refusal }}>
          <Button
            kind="primary"
            icon={<Plus className="size-4" strokeWidth={1.9} aria-hidden />}
            closed={page.refusal !== null}
            aria-describedby={page.refusal === null ? undefined : "members-refusal"}
            onClick={(event) => setOpen({ kind: "add", opener: event.currentTarget })}
          >
            Add members
          </Button>
        </MainAction>
      </div>
      <AppTabs appId={app.id} environment={environment} here="members" />
      <p role="status" className="sr-only">
        {news}
      </p>
      {members.length === 0 ? (
        <p className="mt-6 max-w-[60ch] text-body text-ink-2">
          This app has no members: those it had were deactivated. A super admin can add themself in the list of apps.
        </p>
      ) : (
        <PeopleTable
          caption="Members of this app"
          creatorWords="Created the app"
          people={members}
          levelLabel={({ level }) => levelLabels[level]}
          now={now}
          onMore={(member, opener) => setOpen({ kind: "menu", opener, member })}
        />
      )}
      <p className="mt-4 max-w-[72ch] text-body text-ink-2 text-pretty">
        With manage one makes external data objects, and manages the app and its members. With use one reads rows, and
        writes them where the object allows it. An app always keeps at least one member with manage.
      </p>
      {open?.kind === "add" && (
        <AddMembersDialog
          app={app}
          opener={open.opener}
          onAdded={(people) => setNews(`${people.map(({ name }) => name).join(", ")}: member of this app now`)}
          onClose={close}
        />
      )}
      {open?.kind === "menu" && (
        <MemberMenu
          member={open.member}
          anchor={open.opener}
          refusal={refusalToChange(page, open.member)}
          onChoose={(kind) => setOpen({ ...open, kind })}
          onClose={() => setOpen((current) => (current?.kind === "menu" ? null : current))}
        />
      )}
      {open?.kind === "level" && (
        <ChangeLevel
          app={app}
          member={open.member}
          opener={open.opener}
          onClose={close}
          onDone={(member) => done(`${member.name}: level changed`)}
        />
      )}
      {open?.kind === "remove" && (
        <RemoveMember
          app={app}
          member={open.member}
          opener={open.opener}
          onClose={close}
          onDone={(member) => {
            if (!member.self) return done(`${member.name} is not a member of this app any more`);
            close();
            navigate(apps);
          }}
        />
      )}
    </TooltipLayer>
  );
}

function refusalToChange({ refusal, members }: MembersPage, member: Member): string | null {
  if (refusal !== null) return refusal;
  const others = members.filter(({ userId, level }) => level === "manage" && userId !== member.userId);
  return member.level === "manage" && others.length === 0
    ? 'An app always keeps at least one member with "manage". Give it to another member first.'
    : null;
}
