"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogProps } from "@/components/ui/dialog";
import type { Failure, Result } from "@/lib/errors";
import { call } from "../shell/call";
import { PeopleList, type PersonFound } from "./people-list";
import { type FindPeople, usePeopleSearch } from "./use-people-search";

type AddUsersDialogProps = {
  /** What they become, and of what. */
  line: ReactNode;
  chip?: ReactNode;
  rail?: ReactNode;
  alreadyWords: string;
  find: FindPeople;
  /** Null: nothing was sent, and what is missing is said where it is missing. */
  add: (userIds: readonly string[]) => Promise<Result<unknown> | null>;
  /** Above the buttons, e.g. what is asked about those who are picked. */
  docked?: (userIds: readonly string[]) => ReactNode;
  /** Under the people, e.g. what they may do. */
  children?: ReactNode;
  opener: DialogProps["opener"];
  onAdded: (people: readonly PersonFound[]) => void;
  onClose: () => void;
};

/** *Add users*: search by name or email, pick several, **Add**. */
export function AddUsersDialog(props: AddUsersDialogProps) {
  const { find, onAdded, onClose } = props;
  const id = useId();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [picked, setPicked] = useState<readonly PersonFound[]>([]);
  const [index, setIndex] = useState(0);
  const [adding, setAdding] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const { answer, again } = usePeopleSearch(find, query);
  const pickedIds = picked.map((person) => person.id);
  const people = answer?.result.ok ? answer.result.value.people : [];
  // While an answer is awaited the list is an older one: Enter must not pick whoever happens to stand first in it.
  const active = answer?.query === query ? people[Math.min(index, people.length - 1)] : undefined;

  function toggle(person: PersonFound): void {
    setRefusal(null);
    if (person.already) return;
    const without = picked.filter((each) => each.id !== person.id);
    setPicked(without.length === picked.length ? [...picked, person] : without);
    // The next name can be typed at once, over what found this one.
    input.current?.select();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(people.length - 1, index + step));
      setIndex(next);
      document.getElementById(`${id}-${people[next]?.id}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active !== undefined) toggle(active);
      else if (answer?.query !== query) entered.current = query;
    } else if (event.key === "Backspace" && query === "") {
      setPicked(picked.slice(0, -1));
    }
  }

  // Enter that came before the answer counts when it is there, unless something else was typed by then.
  const entered = useRef<string | null>(null);
  useEffect(() => {
    if (answer === null || answer.query !== entered.current) return;
    entered.current = null;
    const [first] = answer.result.ok ? answer.result.value.people : [];
    if (first === undefined || first.already) return;
    setPicked((now) => (now.some(({ id }) => id === first.id) ? now : [...now, first]));
    input.current?.select();
  }, [answer]);

  async function add(): Promise<void> {
    if (picked.length === 0) return input.current?.focus();
    setAdding(true);
    let isSent = true;
    const result = await call("changing", async () => {
      const answered = await props.add(pickedIds);
      isSent = answered !== null;
      return answered ?? { ok: true, value: null };
    });
    setAdding(false);
    if (!isSent) return;
    if (!result.ok) return setRefusal(result.error);
    router.refresh();
    onAdded(picked);
    onClose();
  }

  return (
    <Dialog
      title="Add users"
      chip={props.chip}
      rail={props.rail}
      line={props.line}
      width="people"
      unsaved={picked.length === 0 ? null : "Nobody has been added yet."}
      opener={props.opener}
      onClose={onClose}
      docked={props.docked?.(pickedIds)}
      footer={(close) => (
        <>
          <span id={`${id}-picked`} role="status" className="text-body text-ink-2 max-sm:w-full">
            <b className="font-semibold tabular-nums">{picked.length}</b> {picked.length === 1 ? "person" : "people"}{" "}
            selected
          </span>
          <span className="grow max-sm:hidden" />
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            Cancel
          </Button>
          <Button
            kind="primary"
            closed={picked.length === 0}
            busy={adding}
            aria-describedby={`${id}-picked`}
            onClick={() => void add()}
            className="max-sm:h-12 max-sm:grow"
          >
            Add
          </Button>
        </>
      )}
    >
      <div className="px-6 pt-5 pb-4 max-sm:px-4">
        <label htmlFor={`${id}-search`} className="text-body font-medium">
          Search people
        </label>
        <div className="mt-1 flex min-h-10 flex-wrap items-center gap-1.5 rounded-control border border-control bg-surface px-2 py-1.5 has-[input:focus-visible]:focus-shown">
          {picked.map((person) => (
            <span
              key={person.id}
              className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-tick bg-accent-soft pr-0.5 pl-2 text-small font-semibold text-accent"
            >
              <span className="truncate">{person.name}</span>
              <button
                type="button"
                aria-label={`Remove ${person.name}`}
                onClick={() => {
                  setPicked(picked.filter((each) => each.id !== person.id));
                  input.current?.focus();
                }}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded-tick pointer-coarse:size-8"
              >
                <X className="size-3.5" strokeWidth={2.2} aria-hidden />
              </button>
            </span>
          ))}
          <input
            ref={input}
            id={`${id}-search`}
            data-first
            role="combobox"
            aria-expanded={people.length > 0}
            aria-controls={`${id}-people`}
            aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={picked.length === 0 ? "Name or email" : ""}
            maxLength={100}
            value={query}
            onChange={(event) => {
              entered.current = null;
              setQuery(event.target.value);
              setIndex(0);
            }}
            onKeyDown={onKeyDown}
            className="h-6 min-w-24 grow bg-transparent px-1 text-body outline-none placeholder:text-muted max-sm:h-8 max-sm:text-[16px] pointer-coarse:h-8 pointer-coarse:text-[16px]"
          />
        </div>
        <PeopleList
          id={id}
          alreadyWords={props.alreadyWords}
          answer={answer}
          picked={picked}
          active={active ?? null}
          onPoint={(person) => setIndex(people.indexOf(person))}
          onToggle={toggle}
          onAgain={again}
        />
        {props.children}
        <div aria-live="polite">
          {refusal !== null && (
            <Notice
              tone="fail"
              className="mt-3"
              title={refusal.code === "unreachable" ? undefined : "Nobody was added."}
            >
              {refusal.message} {refusal.reference !== null && <Reference value={refusal.reference} />}
            </Notice>
          )}
        </div>
      </div>
    </Dialog>
  );
}
