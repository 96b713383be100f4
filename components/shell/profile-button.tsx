"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Avatar } from "../ui/avatar";

const ProfileMenu = dynamic(() => import("./profile-menu").then((file) => file.ProfileMenu), { ssr: false });

export type Profile = { name: string; email: string; role: "member" | "super_admin" };

type ProfileButtonProps = { profile: Profile; inverse: boolean; connectionsHref: string };

export function ProfileButton({ profile, inverse, connectionsHref }: ProfileButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        aria-label="My profile"
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) => setAnchor(event.currentTarget)}
        className={`-mr-2 inline-flex size-11 items-center justify-center gap-2 rounded-control md:h-9 md:w-auto md:pr-2 md:pl-1 ${inverse ? "text-on-prod hover:bg-[oklch(0_0_0/0.16)]" : "text-ink-2 hover:bg-hover"}`}
      >
        <Avatar name={profile.name} size={28} tone={inverse ? "inverse" : "self"} />
        <span className="hidden max-w-48 truncate font-medium text-body md:inline">{profile.name}</span>
        <ChevronDown size={14} strokeWidth={2} aria-hidden="true" className="hidden md:block" />
      </button>
      {anchor && (
        <ProfileMenu
          anchor={anchor}
          profile={profile}
          connectionsHref={connectionsHref}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
