"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { controlClass, Field } from "@/components/ui/field";
import type { UsableConnection } from "@/lib/objects/drafts/schema";

const ConnectionMenu = dynamic(() => import("./connection-menu"), { ssr: false });
const CreateConnection = dynamic(() => import("./create-connection"), { ssr: false });

type ConnectionFieldProps = {
  connections: readonly UsableConnection[];
  chosen: UsableConnection | null;
  error?: string | undefined;
  hint?: string;
  className: string;
  onChoose: (connection: UsableConnection) => void;
};

/** *Connection*, with **New connection** inside, which comes back with the new one chosen. */
export function ConnectionField({ connections, chosen, error, hint, className, onChoose }: ConnectionFieldProps) {
  const valueId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  const [created, setCreated] = useState<readonly UsableConnection[]>([]);
  const offered = [...connections, ...created.filter(({ id }) => connections.every((each) => each.id !== id))];
  return (
    <>
      <Field label="Connection" hint={hint} error={error} className={className}>
        {({ "aria-invalid": invalid, "aria-describedby": note, ...control }) => (
          <button
            {...control}
            type="button"
            aria-haspopup="menu"
            aria-expanded={anchor !== null}
            aria-describedby={note === undefined ? valueId : `${valueId} ${note}`}
            data-invalid={invalid}
            onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
            className={classNames(
              controlClass,
              "flex items-center gap-2 text-left text-body",
              invalid === true && "border-fail border-[1.5px]",
            )}
          >
            <span id={valueId} className={classNames("min-w-0 grow truncate", chosen === null && "text-muted")}>
              {chosen === null ? "Choose a connection" : chosen.name}
            </span>
            <ChevronDown className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
          </button>
        )}
      </Field>
      {anchor !== null && (
        <ConnectionMenu
          anchor={anchor}
          connections={offered}
          chosen={chosen?.id ?? ""}
          onChoose={(id) => {
            const connection = offered.find((each) => each.id === id);
            if (connection !== undefined) onChoose(connection);
          }}
          onCreate={() => setOpener(anchor)}
          onClose={() => setAnchor(null)}
        />
      )}
      {opener !== null && (
        <CreateConnection
          opener={opener}
          onCreated={(connection) => {
            setCreated((before) => [...before, connection]);
            onChoose(connection);
          }}
          onClose={() => setOpener(null)}
        />
      )}
    </>
  );
}
