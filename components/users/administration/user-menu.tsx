import { KeyRound, LogOut, UserCheck, UserCog } from "lucide-react";
import { type Option, OptionsMenu } from "@/components/ui/options-menu";
import type { UserRow } from "@/lib/users/administration/schema";

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
  return <OptionsMenu {...menu} name={user.name} refusal={user.roleRefusal} options={optionsFor(user)} />;
}

function optionsFor({ role, status, roleRefusal }: UserRow): readonly Option<UserChange>[] {
  const changeRole = {
    label: role === "member" ? "Make super admin" : "Make member",
    icon: UserCog,
    change: "role",
    refused: roleRefusal !== null,
  } as const;
  if (status === "deactivated") return [{ label: "Reactivate", icon: UserCheck, change: "reactivate" }, changeRole];
  return [
    changeRole,
    { label: "Reset password", icon: KeyRound, change: "reset" },
    { label: "Sign out everywhere", icon: LogOut, change: "sign-out" },
  ];
}
