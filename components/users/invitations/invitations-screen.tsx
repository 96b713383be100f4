"use client";

import { Mail } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Environment } from "@/lib/policy";
import type { InvitationPage, InvitationRow } from "@/lib/users/invitations/schema";
import { AdministrationTabs } from "../../access/administration-tabs";
import { NavigationLink } from "../../shell/navigation";
import { EmptyState } from "../../ui/empty-state";
import { TooltipLayer } from "../../ui/tooltip-layer";
import type { InvitationChange } from "./invitation-menu";
import { InvitationsTable } from "./invitations-table";
import { useInvite } from "./use-invite";

const InvitationMenu = dynamic(() => import("./invitation-menu"), { ssr: false });
const InvitationDialogs = dynamic(() => import("./invitation-dialogs"), { ssr: false });

type InvitationsScreenProps = {
  page: InvitationPage;
  /** Whether this is not the first page. */
  isFurther: boolean;
  /** Whether Linkspan e-mails links; else they are shown to copy. */
  mails: boolean;
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

type Open = { kind: "menu" | InvitationChange; invitation: InvitationRow; opener: HTMLElement };

/** *Invitations*: who was asked to join, and what became of it. */
export function InvitationsScreen({ page, isFurther, mails, environment, now }: InvitationsScreenProps) {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const [news, setNews] = useState("");
  const invite = useInvite();
  const href = (after?: string) =>
    `/administration/invitations?${new URLSearchParams({ environment, ...(after === undefined ? {} : { after }) })}`;
  return (
    <TooltipLayer>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="font-semibold text-heading tracking-[-0.014em] outline-none">Invitations</h1>
          <p className="mt-1.5 max-w-[100ch] text-body text-ink-2">
            {mails
              ? "Whoever is invited gets an e-mail with a link. It works once, for seven days."
              : "Whoever is invited joins by a link that you give them. It works once, for seven days."}
          </p>
        </div>
        {invite.button}
      </div>
      <AdministrationTabs environment={environment} here="invitations" />
      {page.rows.length > 0 ? (
        <InvitationsTable
          rows={page.rows}
          now={now}
          onMore={(invitation, opener) => setOpen({ kind: "menu", invitation, opener })}
        />
      ) : (
        <EmptyState icon={<Mail className="size-6" strokeWidth={1.5} aria-hidden />} title="Nobody was invited yet">
          Invite the people who make connections, build apps or administer them. They choose their own password.
        </EmptyState>
      )}
      {(isFurther || page.next !== null) && (
        <nav aria-label="Pages of Invitations" className="mt-3 flex gap-4">
          {isFurther && <PageLink href={href()}>Newest invitations</PageLink>}
          {page.next !== null && <PageLink href={href(page.next)}>Older invitations</PageLink>}
        </nav>
      )}
      <p role="status" className="sr-only">
        {news}
      </p>
      {open?.kind === "menu" && (
        <InvitationMenu
          invitation={open.invitation}
          anchor={open.opener}
          onChoose={(kind) => setOpen({ ...open, kind })}
          onClose={() => setOpen((current) => (current?.kind === "menu" ? null : current))}
        />
      )}
      {open !== null && open.kind !== "menu" && (
        <InvitationDialogs
          change={open.kind}
          invitation={open.invitation}
          opener={open.opener}
          onChanged={(text) => {
            setNews(text);
            router.refresh();
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {invite.dialog}
    </TooltipLayer>
  );
}

function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <NavigationLink
      href={href}
      className="inline-flex min-h-6 items-center rounded-tick text-body font-medium text-accent hover:underline pointer-coarse:min-h-11"
    >
      {children}
    </NavigationLink>
  );
}
