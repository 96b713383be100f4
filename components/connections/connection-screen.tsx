"use client";

import { ChevronLeft, Ellipsis, Lock } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { ConnectionDetail, LinkedObjects } from "@/lib/connections/schema";
import { breakGlassWords } from "../admins/break-glass-words";
import { NeedsAnAdmin } from "../admins/needs-an-admin";
import { EnvironmentChip } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { Avatar } from "../ui/avatar";
import { Button, buttonClass } from "../ui/button";
import { relativeTime } from "../ui/relative-time";
import { SpanStatus, StatusChip, spanLabels } from "../ui/span-status";
import { TooltipLayer } from "../ui/tooltip-layer";
import type { ConnectionDialogState } from "./connection-dialogs";
import { ConnectorTile } from "./connector-glyph";
import { connectorNames } from "./connector-names";
import { HiddenObjects, LinkedObjectsList } from "./linked-objects-list";
import { peopleCount } from "./people-count";
import type { ShownDetail } from "./shown-details";

const ConnectionDialogs = dynamic(() => import("./connection-dialogs"), { ssr: false });
const BreakGlassDialog = dynamic(() => import("../admins/break-glass-dialog"), { ssr: false });
const RowMenu = dynamic(() => import("./row-menu").then((file) => file.RowMenu), { ssr: false });

type ConnectionScreenProps = {
  connection: ConnectionDetail;
  /** Null for those who may not see them. */
  details: readonly ShownDetail[] | null;
  linked: LinkedObjects;
  selfId: string;
  /** Milliseconds: what the relative dates count from. */
  readAt: number;
};

export function ConnectionScreen({ connection, details, linked, selfId, readAt }: ConnectionScreenProps) {
  const listHref = `/connections?environment=${connection.environment}`;
  return (
    <TooltipLayer>
      <NavigationLink
        href={listHref}
        className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded-control font-medium text-accent text-body"
      >
        <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
        External data connections
      </NavigationLink>
      <Heading connection={connection} listHref={listHref} />
      {connection.status === "needs_an_admin" && (
        <NeedsAnAdmin connection={connection}>
          <NavigationLink href={`/connections/${connection.id}/share`} className={buttonClass("secondary", "control")}>
            Add admin
          </NavigationLink>
        </NeedsAnAdmin>
      )}
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-8">
          <Section title="General details">
            {details === null ? <ClosedDetails connection={connection} /> : <Details details={details} />}
          </Section>
          <Section title="External data objects" note={objectsText(linked.total)}>
            <Objects linked={linked} />
          </Section>
        </div>
        <div className="grid content-start gap-8">
          <Admins connection={connection} selfId={selfId} readAt={readAt} />
          <Dates connection={connection} readAt={readAt} />
        </div>
      </div>
    </TooltipLayer>
  );
}

function Heading({ connection, listHref }: { connection: ConnectionDetail; listHref: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<ConnectionDialogState | null>(null);
  return (
    <div className="mt-2 flex items-start gap-3">
      <ConnectorTile connector={connection.connector} size={40} />
      <div className="min-w-0 grow">
        <h1 className="wrap-anywhere font-semibold text-heading tracking-[-0.014em]">{connection.name}</h1>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-body text-ink-2">
          <span className="inline-flex items-center gap-1.5">
            <SpanStatus state={connection.status} />
            {connection.status === "connected" ? spanLabels.connected : <StatusChip state={connection.status} />}
          </span>
          {connection.reason !== null && <span>{connection.reason}</span>}
          <span>{connectorNames[connection.connector]}</span>
          <EnvironmentChip environment={connection.environment} />
        </div>
      </div>
      <button
        type="button"
        aria-label="More options"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-control border border-line-strong bg-raised text-ink hover:bg-raised-hover pointer-coarse:size-11"
      >
        <Ellipsis size={16} strokeWidth={2} aria-hidden="true" />
      </button>
      {anchor && (
        <RowMenu
          anchor={anchor}
          row={connection}
          onClose={() => setAnchor(null)}
          onChoose={(kind) => setDialog({ kind, row: connection, opener: anchor })}
        />
      )}
      {dialog && (
        <ConnectionDialogs
          state={dialog}
          environment={connection.environment}
          onClose={() => setDialog(null)}
          afterDelete={listHref}
        />
      )}
    </div>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-3 flex items-baseline gap-2 border-line border-b pb-2 font-semibold text-strong">
        {title}
        {note !== undefined && <span className="font-regular text-muted text-small tabular-nums">{note}</span>}
      </h2>
      {children}
    </section>
  );
}

function ClosedDetails({ connection }: { connection: ConnectionDetail }) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <p className="flex items-start gap-2 text-body text-ink-2">
        <Lock size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
        Details are shown to its admins.
        {connection.status !== "needs_an_admin" && " Share this connection with yourself to see them."}
      </p>
      {/* What needs an admin is taken over instead. */}
      {connection.status !== "needs_an_admin" && (
        <Button size="control" className="mt-3 ml-6" onClick={(event) => setOpener(event.currentTarget)}>
          Share with yourself
        </Button>
      )}
      {opener && <BreakGlassDialog connection={connection} opener={opener} onClose={() => setOpener(null)} />}
    </>
  );
}

function Details({ details }: { details: readonly ShownDetail[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3.5 sm:grid-cols-2">
      {details.map(({ label, value, literal }) => (
        <div key={label} className={value.length > 80 ? "min-w-0 sm:col-span-2" : "min-w-0"}>
          <dt className="text-muted text-small">{label}</dt>
          <dd
            className={`wrap-anywhere mt-0.5 max-h-40 overflow-y-auto whitespace-pre-wrap text-ink ${literal ? "font-mono text-[12.5px]" : "text-body"}`}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function objectsText(total: number): string {
  return total === 1 ? "1 object uses it" : `${total} objects use it`;
}

function Objects({ linked }: { linked: LinkedObjects }) {
  if (linked.total === 0)
    return <p className="text-body text-ink-2">No external data object uses this connection yet.</p>;
  return (
    <>
      <LinkedObjectsList linked={linked} />
      <HiddenObjects linked={linked} />
    </>
  );
}

function Admins({ connection, selfId, readAt }: Pick<ConnectionScreenProps, "connection" | "selfId" | "readAt">) {
  const count = peopleCount(connection);
  const beyond = count - connection.admins.length;
  return (
    <Section title="Shared with" note={count === 1 ? "1 admin" : `${count} admins`}>
      {count === 0 && <p className="mb-2 text-body text-ink-2">No active admin</p>}
      <ul className="grid gap-2">
        {connection.admins.map((person) => (
          <li key={person.id} className="flex min-w-0 items-center gap-2 text-body">
            <Avatar name={person.name} tone={person.id === selfId ? "self" : "other"} />
            <span className="min-w-0">
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="truncate">{person.name}</span>
                {person.id === selfId && <span className="text-muted text-small">you</span>}
              </span>
              {person.breakGlass !== undefined && (
                <span className="block text-small text-stale">{breakGlassWords(person.breakGlass.endsAt, readAt)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {beyond > 0 && <p className="mt-2 text-muted text-small">and {beyond} more</p>}
      <NavigationLink
        href={`/connections/${connection.id}/share`}
        className="mt-3 inline-flex min-h-6 items-center rounded-control font-medium text-accent text-body underline-offset-4 hover:underline"
      >
        Share connection
      </NavigationLink>
    </Section>
  );
}

// The exact time is shown on hover and on focus.
const reachable = { tabIndex: 0 } as const;

function Dates({ connection, readAt }: { connection: ConnectionDetail; readAt: number }) {
  const dates = [
    { label: "Created at", iso: connection.createdAt, by: connection.createdBy?.name },
    { label: "Modified at", iso: connection.modifiedAt, by: undefined },
  ];
  return (
    <Section title="History">
      <dl className="grid gap-2 text-body">
        {dates.map(({ label, iso, by }) => (
          <div key={label} className="flex gap-3">
            <dt className="w-24 shrink-0 text-muted">{label}</dt>
            <dd className="wrap-anywhere min-w-0">
              <time dateTime={iso} {...reachable} className="rounded-tick tabular-nums">
                {relativeTime(iso, readAt)}
              </time>
              {by !== undefined && ` by ${by}`}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
