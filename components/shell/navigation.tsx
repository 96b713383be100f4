"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  use,
  useCallback,
  useState,
  useTransition,
} from "react";

type Options = {
  /** "list" keeps the page and draws its rows as bars; "page" leaves it. */
  scope?: "list" | "page";
  replace?: boolean;
  scroll?: boolean;
};
export type Navigate = (href: string, options?: Options) => void;

const NavigationContext = createContext<Navigate | null>(null);

/** Goes to another address and lets the page show that it waits: nothing for 200 ms, then what CSS makes of the attributes. */
export function NavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [scope, setScope] = useState<"list" | "page">("page");
  const navigate = useCallback<Navigate>(
    (href, { scope = "page", replace = false, scroll = true } = {}) => {
      setScope(scope);
      startTransition(() => (replace ? router.replace(href, { scroll }) : router.push(href, { scroll })));
    },
    [router],
  );
  return (
    <NavigationContext value={navigate}>
      <div className="navigation" data-pending={pending ? scope : undefined}>
        {children}
        {pending && (
          <p className="navigation-note" role="status">
            {scope === "page" ? "Opening the page" : "Reading the list"}
          </p>
        )}
      </div>
    </NavigationContext>
  );
}

export function useNavigate(): Navigate {
  const navigate = use(NavigationContext);
  if (navigate === null) throw new Error("useNavigate needs the shell around it");
  return navigate;
}

/** A link whose wait is shown. It is a plain link until scripts run, and for a click with a modifier key. */
export function NavigationLink({
  href,
  scope = "page",
  ...props
}: Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onNavigate"> & { href: string; scope?: "list" | "page" }) {
  const navigate = useNavigate();
  return (
    <Link
      {...props}
      href={href}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        navigate(href, { scope });
      }}
    />
  );
}

/** For links in many rows, which are plain anchors: a handler that makes a plain click a navigation within the page. */
export function useAnchorNavigation(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigate(event.currentTarget.pathname + event.currentTarget.search);
    },
    [navigate],
  );
}
