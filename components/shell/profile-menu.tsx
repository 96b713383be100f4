"use client";

import { Inbox, LogOut, Monitor, Moon, ShieldCheck, Sun, Unplug, UserRound } from "lucide-react";
import { startTransition, useRef, useState } from "react";
import { signOut } from "@/lib/users/actions";
import { Avatar } from "../ui/avatar";
import { Menu, MenuHeading, MenuItem, MenuLink, MenuRadioGroup, MenuRule } from "../ui/menu";
import { useNavigate } from "./navigation";
import type { Profile } from "./profile-button";
import { chooseTheme, currentTheme } from "./theme-choice";

type ProfileMenuProps = {
  anchor: HTMLElement;
  profile: Profile;
  connectionsHref: string;
  requestsHref: string;
  profileHref: string;
  administrationHref: string;
  onClose: () => void;
};

export function ProfileMenu({
  anchor,
  profile,
  connectionsHref,
  requestsHref,
  profileHref,
  administrationHref,
  onClose,
}: ProfileMenuProps) {
  const navigate = useNavigate();
  const [theme, setTheme] = useState(currentTheme);
  const afterClose = useRef<(() => void) | null>(null);
  const follow = (href: string) => () => {
    afterClose.current = () => navigate(href);
    onClose();
  };
  return (
    <Menu anchor={anchor} label="My profile" align="end" onClose={onClose} afterClose={afterClose}>
      <div className="mb-1 flex items-center gap-2.5 border-line border-b px-2.5 pt-2 pb-2.5">
        <Avatar name={profile.name} size={32} tone="self" />
        <div className="min-w-0">
          <p className="truncate font-medium text-strong">{profile.name}</p>
          <p className="truncate text-muted text-small">{profile.email}</p>
          <p className="text-muted text-small">{profile.role === "super_admin" ? "Super admin" : "Member"}</p>
        </div>
      </div>
      <MenuLink
        icon={<Unplug size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
        href={connectionsHref}
        onFollow={follow(connectionsHref)}
      >
        External data connections
      </MenuLink>
      <MenuLink
        icon={<Inbox size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
        href={requestsHref}
        describedBy={profile.waiting === null ? undefined : "requests-waiting"}
        onFollow={follow(requestsHref)}
      >
        <span className="grow">Requests</span>
        {profile.waiting !== null && (
          <span
            aria-hidden="true"
            className="edge-forced inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-accent-soft px-1.5 font-semibold text-accent text-micro tabular-nums"
          >
            {profile.waiting}
          </span>
        )}
      </MenuLink>
      <MenuLink
        icon={<UserRound size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
        href={profileHref}
        onFollow={follow(profileHref)}
      >
        Profile settings
      </MenuLink>
      {profile.role === "super_admin" && (
        <MenuLink
          icon={<ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
          href={administrationHref}
          onFollow={follow(administrationHref)}
        >
          Administration
        </MenuLink>
      )}
      <MenuRule />
      <MenuHeading>Theme</MenuHeading>
      <MenuRadioGroup
        label="Theme"
        value={theme}
        options={[
          {
            value: "system",
            label: "System",
            icon: <Monitor size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />,
          },
          {
            value: "light",
            label: "Light",
            icon: <Sun size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />,
          },
          {
            value: "dark",
            label: "Dark",
            icon: <Moon size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />,
          },
        ]}
        onChange={(value) => {
          chooseTheme(value);
          setTheme(value);
        }}
      />
      <MenuRule />
      <MenuItem
        icon={<LogOut size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
        onSelect={() => startTransition(signOut)}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}
