"use client";

import { useCallback, useEffect, useRef } from "react";
import { useNavigate } from "../../shell/navigation";
import { type UsersView, usersHref } from "./users-url";

type Patch = Partial<UsersView> | ((intended: UsersView) => Partial<UsersView>);
export type ChangeUsers = (change: Patch, options?: { replace?: boolean; scroll?: boolean }) => void;

/** Changes a part of the list's address, counting on from the change before it even if that one is still on its way. */
export function useUsersNavigation(view: UsersView): ChangeUsers {
  const navigate = useNavigate();
  const intended = useRef(view);
  useEffect(() => {
    intended.current = view;
  }, [view]);
  return useCallback(
    (change, { replace = false, scroll = false } = {}) => {
      const patch = typeof change === "function" ? change(intended.current) : change;
      const href = usersHref(intended.current, patch);
      intended.current = { ...intended.current, after: undefined, before: undefined, ...patch };
      navigate(href, { scope: "list", replace, scroll });
    },
    [navigate],
  );
}
