"use client";

import { useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Input } from "@/components/ui/field";
import type { Environment } from "@/lib/policy";
import type { Person, WhomToAsk } from "@/lib/requests/schema";
import { environmentLabels } from "../shell/environment";

/** Beyond this many they can be searched. */
const mostUnsearched = 8;

type PeopleToAskProps = {
  whom: WhomToAsk;
  environment: Environment;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
};

/** Whom a request asks: all admins of what is bound, or those whom the asker chooses. */
export function PeopleToAsk({ whom, environment, picked, onPick }: PeopleToAskProps) {
  if (whom.bound !== null || whom.people.length === 1) return <Everybody whom={whom} environment={environment} />;
  return <Choice whom={whom} environment={environment} picked={picked} onPick={onPick} />;
}

function Everybody({ whom, environment }: Pick<PeopleToAskProps, "whom" | "environment">) {
  const id = useId();
  return (
    <div>
      <p id={id} className="text-body text-ink-2 wrap-anywhere">
        {whom.bound === null ? (
          `Asks the only other person who administers a connection in ${environmentLabels[environment]}:`
        ) : (
          <>
            Asks who administers “<bdi className="font-medium text-ink">{whom.bound.name}</bdi>”, which is bound there:
          </>
        )}
      </p>
      <ul aria-labelledby={id} className="mt-2 max-h-48 overflow-y-auto">
        {whom.people.map((person) => (
          <li key={person.id} className="flex min-h-9 items-center gap-2.5 text-body font-medium">
            <Avatar name={person.name} />
            <bdi className="min-w-0 wrap-anywhere">{person.name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Choice({ whom, environment, picked, onPick }: PeopleToAskProps) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const { people } = whom;
  const shown = people.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <fieldset className="min-w-0">
      <legend className="text-body font-medium">Whom to ask</legend>
      <p className="text-small text-muted">
        Each of them administers a connection in {environmentLabels[environment]}. Whoever answers chooses which.
      </p>
      {people.length > mostUnsearched && (
        <Input
          type="search"
          aria-label="Search people"
          placeholder="Search people"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="mt-2"
        />
      )}
      <ul className="mt-2 max-h-56 overflow-y-auto">
        {shown.map((person) => (
          <Choosable
            key={person.id}
            person={person}
            picked={picked.has(person.id)}
            onChange={(isPicked) => {
              const next = new Set(picked);
              if (isPicked) next.add(person.id);
              else next.delete(person.id);
              onPick(next);
            }}
          />
        ))}
      </ul>
      <p role="status" className="text-small text-muted">
        {shown.length === 0 && `Nobody here is called “${typed.trim()}”.`}
        {shown.length > 0 && whom.more && "There are more people than are listed here."}
      </p>
    </fieldset>
  );
}

type ChoosableProps = { person: Person; picked: boolean; onChange: (picked: boolean) => void };

function Choosable({ person, picked, onChange }: ChoosableProps) {
  return (
    <li>
      <label className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2 text-body font-medium hover:bg-hover pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={picked}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 shrink-0 accent-[var(--color-fill)]"
        />
        <Avatar name={person.name} />
        <bdi className="min-w-0 wrap-anywhere">{person.name}</bdi>
      </label>
    </li>
  );
}
