"use client";

import { useCallback, useEffect, useRef } from "react";
import { useNavigate } from "../shell/navigation";
import { type ListView, listHref } from "./list-url";

type Patch = Partial<ListView> | ((intended: ListView) => Partial<ListView>);
export type ChangeList = (change: Patch, options?: { replace?: boolean; scroll?: boolean }) => void;

/**
 * Changes a part of the list's address. A change counts on from the one before it even if that one is still on its way,
 * so that a filter chosen right after a word was typed does not lose the word, nor a second click on a header the first.
 */
export function useListNavigation(view: ListView): ChangeList {
  const navigate = useNavigate();
  const intended = useRef(view);
  useEffect(() => {
    intended.current = view;
  }, [view]);
  return useCallback(
    (change, { replace = false, scroll = false } = {}) => {
      const patch = typeof change === "function" ? change(intended.current) : change;
      const href = listHref(intended.current, patch);
      intended.current = { ...intended.current, after: undefined, before: undefined, created: undefined, ...patch };
      navigate(href, { scope: "list", replace, scroll });
    },
    [navigate],
  );
}
