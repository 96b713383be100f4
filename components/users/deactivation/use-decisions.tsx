"use client";

import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import { findReceivers } from "@/lib/users/deactivation/actions";
import { ChoosePersonDialog } from "../../people/choose-person-dialog";
import { type Chosen, decided, nothingChosenYet, type Receiver } from "./choices";
import type { Decision } from "./decide-menu";

const DecideMenu = dynamic(() => import("./decide-menu"), { ssr: false });

type Target = { kind: "connection" | "app"; id: string; name: string } | { kind: "rest" };
type Open = { what: "menu" | "person"; target: Target; opener: HTMLElement };

/** What is decided so far, and the menu and the dialog in which it is decided: `deciding` is to be shown on the page. */
export function useDecisions(user: { id: string; name: string }) {
  const [chosen, setChosen] = useState<Chosen>(nothingChosenYet);
  const [open, setOpen] = useState<Open | null>(null);
  const find = useCallback((q: string) => findReceivers({ userId: user.id, q }), [user.id]);

  function give(target: Target, to: Receiver): void {
    setChosen((now) => {
      if (target.kind === "rest") return { ...now, rest: to, leaveRest: false };
      if (target.kind === "app") return { ...now, apps: decided(now.apps, target.id, to) };
      return { ...now, connections: decided(now.connections, target.id, to) };
    });
  }

  function decide(at: Open, decision: Decision): void {
    const { target } = at;
    setOpen(decision === "hand-over" ? { ...at, what: "person" } : null);
    if (decision === "hand-over" || target.kind === "rest") return;
    const fate = decision === "leave" ? "nobody" : null;
    setChosen((now) =>
      target.kind === "app"
        ? { ...now, apps: decided(now.apps, target.id, null) }
        : { ...now, connections: decided(now.connections, target.id, fate) },
    );
  }

  const deciding =
    open === null ? null : open.what === "menu" && open.target.kind !== "rest" ? (
      <DecideMenu
        anchor={open.opener}
        name={open.target.name}
        mayLeave={open.target.kind === "connection"}
        isDecided={(open.target.kind === "app" ? chosen.apps : chosen.connections).has(open.target.id)}
        hasRest={chosen.rest !== null || (chosen.leaveRest && open.target.kind === "connection")}
        onChoose={(decision) => decide(open, decision)}
        onClose={() => setOpen((now) => (now?.what === "menu" ? null : now))}
      />
    ) : (
      <ChoosePersonDialog
        title="Hand over"
        line={open.target.kind === "rest" ? `Everything that ${user.name} leaves behind` : open.target.name}
        alreadyWords="is leaving"
        find={find}
        opener={open.opener}
        onChoose={(person) => give(open.target, { id: person.id, name: person.name })}
        onClose={() => setOpen(null)}
      />
    );

  return {
    chosen,
    setChosen,
    deciding,
    chooseRest: (opener: HTMLElement) => setOpen({ what: "person", target: { kind: "rest" }, opener }),
    onDecide: (kind: "connection" | "app") => (row: { id: string; name: string }, opener: HTMLElement) =>
      setOpen({ what: "menu", target: { kind, id: row.id, name: row.name }, opener }),
  };
}
