"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { controlClass } from "@/components/ui/field";
import type { Environment } from "@/lib/connections/schema";
import { type ConnectorId, connectorIds } from "@/lib/connectors/forms";
import { ConnectionDialog } from "./connection-dialog";
import { formOf } from "./connector-draft";
import { ConnectorTile } from "./connector-glyph";
import { gridStep } from "./grid-step";

type ConnectorPickerProps = {
  environment: Environment;
  opener: HTMLElement | null | undefined;
  onChoose: (connector: ConnectorId) => void;
  onClose: () => void;
};

/** *Choose a connector*: typing narrows the grid, arrows move in it, Enter or a click chooses. */
export function ConnectorPicker({ environment, opener, onChoose, onClose }: ConnectorPickerProps) {
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const found = connectorIds.filter((connector) => matches(connector, query));
  const active = found[Math.min(index, found.length - 1)];

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && active !== undefined) {
      event.preventDefault();
      onChoose(active);
      return;
    }
    const across = query === "" || event.key === "ArrowUp" || event.key === "ArrowDown";
    const next = across ? gridStep(event.key, index, found.length, columnsOf(grid.current)) : null;
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
    document.getElementById(`${id}-${found[next]}`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <ConnectionDialog
      title="Choose a connector"
      line="The kind of platform this connection reaches. It cannot be changed later."
      environment={environment}
      width="picker"
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow" />
          <Button onClick={close} className="max-sm:h-12 max-sm:grow">
            Cancel
          </Button>
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 max-sm:px-4">
        <div className="relative">
          <Search
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
            strokeWidth={1.75}
            aria-hidden
          />
          <input
            data-first
            role="combobox"
            aria-label="Search connectors"
            aria-expanded
            aria-controls={`${id}-grid`}
            aria-activedescendant={active === undefined ? undefined : `${id}-${active}`}
            aria-autocomplete="list"
            placeholder="Search connectors"
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setIndex(0);
            }}
            onKeyDown={onKeyDown}
            className={classNames(controlClass, "h-10 pl-9 text-strong")}
          />
        </div>
        <div
          ref={grid}
          id={`${id}-grid`}
          role="listbox"
          aria-label="Connectors"
          className="mt-4 grid gap-2.5 sm:grid-cols-2"
        >
          {found.map((connector, position) => (
            <ConnectorOption
              key={connector}
              id={`${id}-${connector}`}
              connector={connector}
              active={connector === active}
              onPoint={() => setIndex(position)}
              onChoose={() => onChoose(connector)}
            />
          ))}
        </div>
        <div aria-live="polite" className="mt-5 border-t border-line pt-4">
          {active === undefined ? <NothingFound query={query} /> : <Prepare connector={active} />}
        </div>
      </div>
    </ConnectionDialog>
  );
}

type ConnectorOptionProps = {
  id: string;
  connector: ConnectorId;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

function ConnectorOption({ id, connector, active, onPoint, onChoose }: ConnectorOptionProps) {
  const form = formOf(connector);
  return (
    // The keyboard acts through the search box, which names this option as the active one.
    <button
      id={id}
      type="button"
      role="option"
      aria-selected={active}
      tabIndex={-1}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={classNames(
        "flex min-h-[68px] items-center gap-3 rounded-pop border px-3.5 text-left",
        active ? "border-accent bg-accent-soft ring-1 ring-accent ring-inset" : "border-line-strong bg-surface",
      )}
    >
      <ConnectorTile connector={connector} size={40} />
      <span className="min-w-0 grow">
        <span className="block text-strong font-semibold">{form.name}</span>
        <span className={classNames("block text-small tabular-nums", active ? "text-ink-2" : "text-muted")}>
          {form.summary}
        </span>
      </span>
    </button>
  );
}

function Prepare({ connector }: { connector: ConnectorId }) {
  const form = formOf(connector);
  return (
    <>
      <h3 className="text-body font-semibold">Have these ready for {form.name}</h3>
      <ul className="mt-2 grid gap-1.5 text-body text-ink-2">
        {form.prepare.map((line) => (
          <li key={line} className="flex items-start gap-2">
            <span className="mt-[9px] h-[2px] w-2 shrink-0 bg-control" />
            {line}
          </li>
        ))}
      </ul>
    </>
  );
}

function NothingFound({ query }: { query: string }) {
  const names = connectorIds.map((connector) => formOf(connector).name).join(", ");
  return (
    <p className="text-body text-ink-2">
      No connector matches “{query}”. There are: {names}.
    </p>
  );
}

function matches(connector: ConnectorId, query: string): boolean {
  const form = formOf(connector);
  return `${form.name} ${form.summary}`.toLowerCase().includes(query.trim().toLowerCase());
}

/** How many columns the grid has now: one on a phone. */
function columnsOf(grid: HTMLElement | null): number {
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}
