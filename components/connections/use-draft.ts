"use client";

import { type RefObject, useEffect, useState } from "react";
import type { VerificationFailure } from "@/lib/connectors/forms";
import type { Failure } from "@/lib/errors";
import {
  type Draft,
  draftProblems,
  type FieldGroup,
  type FormDescription,
  groupProblems,
  keyOf,
  nameProblem,
  type Problems,
  type SharedProblem,
  sharedProblem,
} from "./connector-draft";
import { focusProblem, showProblem } from "./focus-problem";

/** What is typed into a connector's form and what is wrong with it. Nothing typed is lost by a refusal. */
export function useDraft(form: FormDescription, initial: Draft, element: RefObject<HTMLElement | null>) {
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<Problems>({});
  const [shared, setShared] = useState<SharedProblem | null>(null);
  const [touched, setTouched] = useState(false);
  const [marked, setMarked] = useState<{ focus: boolean } | null>(null);

  // Once the faulty fields are drawn as such: what was never sent gets the focus; after a refusal by the server the focus
  // stays on the button that was pressed.
  useEffect(() => {
    if (marked?.focus === true) focusProblem(element.current);
    else if (marked !== null) showProblem(element.current);
  }, [marked, element]);

  function touch(key: string): void {
    setTouched(true);
    setProblems((before) => without(before, key));
    setShared((before) => (before?.keys.includes(key) ? null : before));
  }

  function check(key: string, message: string | null | undefined): void {
    setProblems((before) => (message == null ? without(before, key) : { ...before, [key]: message }));
  }

  return {
    draft,
    problems,
    shared,
    touched,
    setName(name: string): void {
      touch("name");
      setDraft((before) => ({ ...before, name }));
    },
    /** A name that follows something else: not typed, so nothing to lose. */
    proposeName(name: string): void {
      setDraft((before) => ({ ...before, name }));
    },
    setField(group: FieldGroup, field: string, value: string): void {
      touch(`${group}.${field}`);
      setDraft((before) => ({ ...before, [group]: { ...before[group], [field]: value } }));
    },
    paste(pasted: Pick<Draft, FieldGroup>): void {
      setTouched(true);
      setProblems({});
      setShared(null);
      setDraft((before) => ({
        ...before,
        details: { ...before.details, ...pasted.details },
        credentials: { ...before.credentials, ...pasted.credentials },
      }));
    },
    /** An empty field is not scolded for being left: submitting says so. */
    leaveName(): void {
      if (draft.name !== "") check("name", nameProblem(draft.name));
    },
    leaveField(group: FieldGroup, field: string): void {
      const key = `${group}.${field}`;
      if (draft[group][field] !== "") check(key, groupProblems(form, group, draft[group])[key]);
    },
    /** Whether it can be submitted; otherwise the first faulty field gets the focus. */
    validate(which: { named: boolean; groups: readonly FieldGroup[] }): boolean {
      const found = draftProblems(form, draft, which);
      const wanted = Object.keys(found).filter(
        (key) => key === "name" || which.groups.some((group) => key.startsWith(`${group}.`)),
      );
      setProblems(Object.fromEntries(wanted.map((key) => [key, found[key] ?? ""])));
      setShared(null);
      if (wanted.length > 0) setMarked({ focus: true });
      return wanted.length === 0;
    },
    /** Whether every field that the server names is one of this form, so that the sentences stand where they belong. */
    markRefused(failure: Failure): boolean {
      const named = Object.entries(failure.fields ?? {}).map(([field, message]) => ({
        key: keyOf(form, field),
        message,
      }));
      for (const { key, message } of named) if (key !== null) check(key, message);
      const complete = named.length > 0 && named.every(({ key }) => key !== null);
      setMarked({ focus: complete });
      return complete;
    },
    markFailed(failure: VerificationFailure): void {
      setShared(sharedProblem(form, failure));
      setMarked({ focus: false });
    },
  };
}

function without(problems: Problems, key: string): Problems {
  return key in problems ? Object.fromEntries(Object.entries(problems).filter(([each]) => each !== key)) : problems;
}
