"use client";

import type { ReactNode } from "react";
import { Notice } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ConnectionAbility } from "@/lib/policy";
import { useTakeOver } from "./use-take-over";

type NeedsAnAdminProps = {
  connection: { id: string; name: string; abilities: readonly ConnectionAbility[] };
  /** **Add admin**, where that is not on the page already. */
  children?: ReactNode;
};

/** What it means that nobody answers for a connection, and one click to somebody who does. */
export function NeedsAnAdmin({ connection, children }: NeedsAnAdminProps) {
  const { busy, takeOver } = useTakeOver(connection);
  const may = connection.abilities.includes("connection.take_over");
  return (
    <Notice tone="stale" title="This connection needs an admin." className="mt-6">
      What uses it keeps working, but nobody can rename, reconnect or share it.{" "}
      {may
        ? "Take it over, without an end and without a reason, or add somebody who answers for it. Either is on record."
        : "Ask a super admin to take it over, or to add somebody who answers for it."}
      {may && (
        <span className="mt-2.5 flex flex-wrap gap-2">
          <Button size="control" busy={busy} onClick={takeOver}>
            Take over
          </Button>
          {children}
        </span>
      )}
    </Notice>
  );
}
