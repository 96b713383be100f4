"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogProps } from "@/components/ui/dialog";
import { PeopleList, type PersonFound } from "./people-list";
import { type FindPeople, usePeopleSearch } from "./use-people-search";

type ChoosePersonDialogProps = {
  title: string;
  line: ReactNode;
  alreadyWords: string;
  find: FindPeople;
  opener: DialogProps["opener"];
  onChoose: (person: PersonFound) => void;
  onClose: () => void;
};

/** Search by name or email, choose one: that is all, and nothing is stored by it. */
export function ChoosePersonDialog(props: ChoosePersonDialogProps) {
  const { find, onChoose, onClose } = props;
  const id = useId();
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const { answer, again } = usePeopleSearch(find, query);
  const people = answer?.result.ok ? answer.result.value.people : [];
  // While an answer is awaited the list is an older one: Enter must not choose whoever happens to stand first in it.
  const active = answer?.query === query ? people[Math.min(index, people.length - 1)] : undefined;

  function choose(person: PersonFound): void {
    if (person.already) return;
    onChoose(person);
    onClose();
  }

  // Enter that came before the answer counts when it is there, unless something else was typed by then.
  const entered = useRef<string | null>(null);
  const chooseFirst = useRef(choose);
  chooseFirst.current = choose;
  useEffect(() => {
    if (answer === null || answer.query !== entered.current) return;
    entered.current = null;
    const [first] = answer.result.ok ? answer.result.value.people : [];
    if (first !== undefined) chooseFirst.current(first);
  }, [answer]);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(people.length - 1, index + step));
      setIndex(next);
      document.getElementById(`${id}-${people[next]?.id}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active !== undefined) choose(active);
      else if (answer?.query !== query) entered.current = query;
    }
  }

  return (
    <Dialog
      title={props.title}
      line={props.line}
      width="people"
      opener={props.opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button onClick={close} className="max-sm:h-12 max-sm:grow">
            Cancel
          </Button>
        </>
      )}
    >
      <div className="px-6 pt-5 pb-4 max-sm:px-4">
        <label htmlFor={`${id}-search`} className="text-body font-medium">
          Search people
        </label>
        <input
          id={`${id}-search`}
          data-first
          role="combobox"
          aria-expanded={people.length > 0}
          aria-controls={`${id}-people`}
          aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Name or email"
          maxLength={100}
          value={query}
          onChange={(event) => {
            entered.current = null;
            setQuery(event.target.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
          className="mt-1 h-10 w-full rounded-control border border-control bg-surface px-3 text-body placeholder:text-muted max-sm:h-11 max-sm:text-[16px] pointer-coarse:h-11 pointer-coarse:text-[16px]"
        />
        <PeopleList
          id={id}
          alreadyWords={props.alreadyWords}
          answer={answer}
          picked={null}
          active={active ?? null}
          onPoint={(person) => setIndex(people.indexOf(person))}
          onToggle={choose}
          onAgain={again}
        />
      </div>
    </Dialog>
  );
}
