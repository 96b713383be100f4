"use client";

import { ChevronLeft, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MainAction } from "@/components/ui/main-action";
import { SpanStatus, StatusChip, spanLabels } from "@/components/ui/span-status";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { Admin, SharePage } from "@/lib/admins/schema";
import { PeopleTable } from "../people/people-table";
import { NavigationLink, useNavigate } from "../shell/navigation";
import type { AdminChange } from "./admin-menu";
import { breakGlassWords } from "./break-glass-words";

const AddAdminsDialog = dynamic(() => import("./add-admins-dialog"), { ssr: false });
const AdminMenu = dynamic(() => import("./admin-menu"), { ssr: false });
const BreakGlassDialog = dynamic(() => import("./break-glass-dialog"), { ssr: false });
const RevokeAccess = dynamic(() => import("./revoke-access"), { ssr: false });

type Open = { kind: "add" | "menu" | AdminChange; opener: HTMLElement; admin: Admin | null };
type ShareConnectionProps = {
  page: SharePage;
  connectorName: string;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Share connection*: who administers it, and who else shall. */
export function ShareConnection({ page, connectorName, now }: ShareConnectionProps) {
  const { connection, admins } = page;
  const router = useRouter();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const [news, setNews] = useState("");
  const list = `/connections?environment=${connection.environment}`;
  const close = () => setOpen(null);

  return (
    <TooltipLayer>
      <NavigationLink
        href={list}
        className="inline-flex min-h-6 items-center gap-1.5 rounded-tick font-medium text-accent"
      >
        <ChevronLeft className="size-4 shrink-0" strokeWidth={2} aria-hidden />
        External data connections
      </NavigationLink>
      <div className="mt-3 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">Share connection</h1>
          <div className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-strong">
            <SpanStatus state={connection.status} label={spanLabels[connection.status]} />
            <NavigationLink
              href={`/connections/${connection.id}`}
              className="min-w-0 rounded-tick font-medium wrap-anywhere hover:underline"
            >
              {connection.name}
            </NavigationLink>
            {connection.status !== "connected" && <StatusChip state={connection.status} />}
            <span className="text-body text-muted tabular-nums">
              {connectorName} · {counted(admins.length, "admin")} ·{" "}
              {counted(connection.objectCount, "external data object")}
            </span>
          </div>
        </div>
        <MainAction>
          <Button
            kind="primary"
            icon={<Plus className="size-4" strokeWidth={1.9} aria-hidden />}
            onClick={(event) => setOpen({ kind: "add", opener: event.currentTarget, admin: null })}
          >
            Add admin
          </Button>
        </MainAction>
      </div>
      <p role="status" className="sr-only">
        {news}
      </p>
      {admins.length === 0 ? (
        <p className="mt-6 border-t border-line pt-4 text-body text-ink-2">
          Nobody administers this connection. Add an admin, yourself included, so that it can be reconnected, renamed or
          deleted again.
        </p>
      ) : (
        <>
          <PeopleTable
            caption="Admins of this connection"
            creatorWords="Created the connection"
            people={admins}
            note={(admin) => <BreakGlassNote admin={admin} now={now} />}
            now={now}
            onMore={(admin, opener) => setOpen({ kind: "menu", opener, admin })}
          />
          <p className="mt-4 max-w-[60ch] text-body text-ink-2">
            Every admin can rename, reconnect, share and delete this connection, and can remove any other admin. It
            always keeps at least one.
          </p>
        </>
      )}
      {open?.kind === "add" && (
        <AddAdminsDialog
          page={page}
          opener={open.opener}
          onAdded={(people) => setNews(`${people.map(({ name }) => name).join(", ")}: admin of this connection now`)}
          onClose={close}
        />
      )}
      {open?.kind === "menu" && open.admin !== null && (
        <AdminMenu
          admin={open.admin}
          anchor={open.opener}
          refusal={refusalToRevoke(page, open.admin)}
          onChoose={(kind) => setOpen({ ...open, kind })}
          onClose={() => setOpen((now) => (now?.kind === "menu" ? null : now))}
        />
      )}
      {open?.kind === "prolong" && (
        <BreakGlassDialog
          connection={connection}
          prolongs
          opener={open.opener}
          onDone={() => setNews("Your access goes on")}
          onClose={close}
        />
      )}
      {open?.kind === "revoke" && open.admin !== null && (
        <RevokeAccess
          connection={connection}
          admin={open.admin}
          opener={open.opener}
          onClose={close}
          onDone={(admin) => {
            close();
            if (admin.self) return navigate(list);
            setNews(`${admin.name} is not an admin of this connection any more`);
            router.refresh();
          }}
        />
      )}
    </TooltipLayer>
  );
}

/** What is said of a super admin who shared it with themself. */
function BreakGlassNote({ admin: { reason, endsAt }, now }: { admin: Admin; now: number }) {
  if (reason === null) return null;
  return (
    <>
      <span className="block text-small font-medium text-stale">{breakGlassWords(endsAt, now)}</span>
      <span className="block text-small whitespace-pre-line text-ink-2 wrap-anywhere">{reason}</span>
    </>
  );
}

function refusalToRevoke({ connection, admins }: SharePage, admin: Admin): string | null {
  if (!connection.abilities.includes("connection.revoke_admin")) {
    return "Share this connection with yourself to revoke an admin's access.";
  }
  const lasting = admins.filter(({ endsAt }) => endsAt === null);
  return admin.endsAt === null && lasting.length === 1
    ? "A connection always keeps at least one admin. Add another one first."
    : null;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
