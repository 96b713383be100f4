"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { UserRow } from "@/lib/users/administration/schema";
import type { UserChange } from "./user-menu";

const UserMenu = dynamic(() => import("./user-menu"), { ssr: false });
const UserDialogs = dynamic(() => import("./user-dialogs"), { ssr: false });

type Open = { kind: "menu" | UserChange; user: UserRow; opener: HTMLElement };

/**
 * The menu of a user and what it leads to, for every page that has a **More options** of one. `options` is to be shown
 * on the page, `news` in a live region of it.
 */
export function useUserOptions() {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const [news, setNews] = useState("");
  const close = () => setOpen(null);
  const done = (outcome: { news: string; leaves: boolean }) => {
    close();
    // Whoever is a member now, or signed out, must not stay: the server decides where they belong.
    if (outcome.leaves) return window.location.assign("/connections");
    setNews(outcome.news);
    router.refresh();
  };
  const options =
    open === null ? null : open.kind === "menu" ? (
      <UserMenu
        user={open.user}
        anchor={open.opener}
        onChoose={(kind) => setOpen({ ...open, kind })}
        onClose={() => setOpen((current) => (current?.kind === "menu" ? null : current))}
      />
    ) : (
      <UserDialogs change={open.kind} user={open.user} opener={open.opener} onDone={done} onClose={close} />
    );
  return { options, news, onMore: (user: UserRow, opener: HTMLElement) => setOpen({ kind: "menu", user, opener }) };
}
