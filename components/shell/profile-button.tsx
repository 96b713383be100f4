"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Avatar } from "../ui/avatar";

const ProfileMenu = dynamic(() => import("./profile-menu").then((file) => file.ProfileMenu), { ssr: false });

/** `waiting`: how many requests wait for their answer, in words; null for none. */
export type Profile = {
  name: string;
  email: string;
  role: "member" | "super_admin";
  waiting: string | null;
};

type ProfileButtonProps = {
  profile: Profile;
  inverse: boolean;
  /** Where the menu leads. */
  hrefs: { connectionsHref: string; requestsHref: string; profileHref: string; administrationHref: string };
};

export function ProfileButton({ profile, inverse, hrefs }: ProfileButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        aria-label="My profile"
        aria-describedby={profile.waiting === null ? undefined : "requests-waiting"}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) => setAnchor(event.currentTarget)}
        className={`-mr-2 inline-flex size-11 items-center justify-center gap-2 rounded-control md:h-9 md:w-auto md:pr-2 md:pl-1 ${inverse ? "text-on-prod hover:bg-[oklch(0_0_0/0.16)]" : "text-ink-2 hover:bg-hover"}`}
      >
        <span className="relative">
          <Avatar name={profile.name} size={28} tone={inverse ? "inverse" : "self"} />
          {profile.waiting !== null && <Waiting count={profile.waiting} inverse={inverse} />}
        </span>
        <span className="hidden max-w-48 truncate font-medium text-body md:inline">{profile.name}</span>
        <ChevronDown size={14} strokeWidth={2} aria-hidden="true" className="hidden md:block" />
      </button>
      {anchor && <ProfileMenu anchor={anchor} profile={profile} {...hrefs} onClose={() => setAnchor(null)} />}
    </>
  );
}

function Waiting({ count, inverse }: { count: string; inverse: boolean }) {
  return (
    <>
      <span
        aria-hidden="true"
        className={`edge-forced absolute -top-1.5 -right-2 inline-flex h-4 min-w-4 items-center justify-center rounded-full px-1 font-semibold text-[10px] tabular-nums ring-2 ${inverse ? "bg-on-prod text-prod ring-prod" : "bg-fill text-on-fill ring-surface"}`}
      >
        {count}
      </span>
      <span id="requests-waiting" hidden>
        {count === "1" ? "1 request waits for your answer" : `${count} requests wait for your answer`}
      </span>
    </>
  );
}
