import { KeyRound, LogOut, UserCheck, UserCog, UserX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type Option, OptionsMenu } from "@/components/ui/options-menu";
import type { UserRow } from "@/lib/users/administration/schema";
import { useNavigate } from "../../shell/navigation";

export type UserChange = "role" | "reset" | "sign-out" | "reactivate";

type UserMenuProps = {
  user: UserRow;
  anchor: HTMLElement;
  /** Called when focus is back on the anchor. */
  onChoose: (change: UserChange) => void;
  onClose: () => void;
};

/** Everything that can be done to a user. */
export default function UserMenu({ user, ...menu }: UserMenuProps) {
  const navigate = useNavigate();
  const environment = useSearchParams().get("environment") ?? "development";
  const deactivateHref = `/administration/users/${user.id}/deactivate?environment=${environment}`;
  return (
    <OptionsMenu
      {...menu}
      name={user.name}
      refusal={user.roleRefusal}
      options={optionsFor(user, deactivateHref)}
      onFollow={navigate}
    />
  );
}

function optionsFor(
  { role, status, self, roleRefusal }: UserRow,
  deactivateHref: string,
): readonly Option<UserChange>[] {
  const changeRole = {
    label: role === "member" ? "Make super admin" : "Make member",
    icon: UserCog,
    change: "role",
    refused: roleRefusal !== null,
  } as const;
  if (status === "deactivated") return [{ label: "Reactivate", icon: UserCheck, change: "reactivate" }, changeRole];
  const always: readonly Option<UserChange>[] = [
    changeRole,
    { label: "Reset password", icon: KeyRound, change: "reset" },
    { label: "Sign out everywhere", icon: LogOut, change: "sign-out" },
  ];
  // Nobody takes their own way in away.
  return self ? always : [...always, { label: "Deactivate", icon: UserX, href: deactivateHref }];
}
