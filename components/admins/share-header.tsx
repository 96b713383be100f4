import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { SpanStatus, StatusChip, spanLabels } from "@/components/ui/span-status";

import type { SharePage } from "@/lib/admins/schema";
import { NavigationLink } from "../shell/navigation";
import { Tabs } from "../shell/tabs";

type ShareHeaderProps = {
  page: SharePage;
  connectorName: string;
  here: "share" | "access";
  /** What can be done here. */
  children: ReactNode;
};

/** Above both pages of *Share connection*: of what, and where one is. */
export function ShareHeader({ page: { connection, admins }, connectorName, here, children }: ShareHeaderProps) {
  return (
    <>
      <NavigationLink
        href={`/connections?environment=${connection.environment}`}
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
        {children}
      </div>
      <Tabs
        label="Pages of sharing"
        tabs={[
          { label: "Admins", href: `/connections/${connection.id}/share`, here: here === "share" },
          { label: "Access", href: `/connections/${connection.id}/access`, here: here === "access" },
        ]}
      />
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
