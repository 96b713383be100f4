"use client";

import { Check } from "lucide-react";
import { Notice, Reference } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { PeopleFound } from "@/lib/users/people/schema";
import { matchParts } from "./match-parts";
import type { PeopleSearch } from "./use-people-search";

export type PersonFound = PeopleFound["people"][number];

type PeopleListProps = {
  id: string;
  /** What is said of who is there already. */
  alreadyWords: string;
  answer: PeopleSearch["answer"];
  /** Null where choosing one is all there is to it. */
  picked: readonly PersonFound[] | null;
  active: PersonFound | null;
  onPoint: (person: PersonFound) => void;
  onToggle: (person: PersonFound) => void;
  onAgain: () => void;
};

/** Whom the search found; the search box moves in it and picks from it. */
export function PeopleList({ id, alreadyWords, answer, picked, active, onPoint, onToggle, onAgain }: PeopleListProps) {
  // The height of four people from the start: the popup does not grow while someone types.
  return (
    <div className="mt-3 min-h-48">
      {answer !== null && !answer.result.ok && (
        <div role="alert">
          <Notice tone="fail" title="People could not be searched.">
            {answer.result.error.message}{" "}
            {answer.result.error.reference !== null && <Reference value={answer.result.error.reference} />}
            <div className="mt-2">
              <Button size="control" onClick={onAgain}>
                Try again
              </Button>
            </div>
          </Notice>
        </div>
      )}
      <div
        id={`${id}-people`}
        role="listbox"
        aria-label="People"
        aria-multiselectable={picked !== null || undefined}
        className="-mx-3"
      >
        {answer?.result.ok &&
          answer.result.value.people.map((person) => (
            <PersonOption
              key={person.id}
              id={`${id}-${person.id}`}
              person={person}
              alreadyWords={alreadyWords}
              query={answer.query}
              picked={picked === null ? null : picked.some((each) => each.id === person.id)}
              active={person.id === active?.id}
              onPoint={() => onPoint(person)}
              onToggle={() => onToggle(person)}
            />
          ))}
      </div>
      <p role="status" className="text-body text-ink-2 not-empty:mt-2">
        {answer?.result.ok && hint(answer.query, answer.result.value)}
      </p>
    </div>
  );
}

function hint(query: string, found: PeopleFound): string {
  if (found.more) return "More people match. Type more of the name or email.";
  if (found.people.length > 0) return "";
  const names = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(found.canInvite);
  const nobody =
    query.trim() === "" ? "There is nobody to add yet." : `Nobody in this account matches “${query.trim()}”.`;
  return names === "" ? `${nobody} A super admin can invite people.` : `${nobody} ${names} can invite people.`;
}

type PersonOptionProps = {
  id: string;
  person: PersonFound;
  alreadyWords: string;
  query: string;
  picked: boolean | null;
  active: boolean;
  onPoint: () => void;
  onToggle: () => void;
};

function PersonOption({ id, person, alreadyWords, query, picked, active, onPoint, onToggle }: PersonOptionProps) {
  const known = person.already;
  return (
    // The keyboard acts through the search box, which names this option as the active one.
    <button
      id={id}
      type="button"
      tabIndex={-1}
      role="option"
      aria-selected={picked ?? active}
      aria-disabled={known || undefined}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onToggle}
      className={classNames(
        "flex min-h-12 w-full items-center gap-3 rounded-control px-3 py-1 text-left",
        known ? "cursor-default" : "cursor-pointer",
        active && "bg-hover ring-1 ring-accent ring-inset",
      )}
    >
      {picked !== null && <Tick picked={picked} known={known} />}
      <Avatar name={person.name} size={28} />
      <span className="min-w-0 grow">
        <span className={classNames("block truncate text-body font-medium", known && "text-disabled")}>
          <Marked text={person.name} query={query} />
        </span>
        <span className={classNames("block truncate text-small", known ? "text-disabled" : "text-muted")}>
          <Marked text={person.email} query={query} />
        </span>
      </span>
      {known && <span className="text-small whitespace-nowrap text-muted">{alreadyWords}</span>}
    </button>
  );
}

function Tick({ picked, known }: { picked: boolean; known: boolean }) {
  if (known) return <Check className="size-4 shrink-0 text-disabled" strokeWidth={2} aria-hidden />;
  return (
    <span
      className={classNames(
        "inline-flex size-4 shrink-0 items-center justify-center rounded-tick",
        picked ? "bg-fill text-on-fill" : "border border-control bg-raised",
      )}
    >
      {picked && <Check className="size-3" strokeWidth={3} aria-hidden />}
    </span>
  );
}

function Marked({ text, query }: { text: string; query: string }) {
  let at = 0;
  return matchParts(text, query).map((part) => {
    at += part.text.length;
    return part.match ? (
      <mark key={at} className="bg-transparent font-semibold text-accent underline decoration-1 underline-offset-2">
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}
