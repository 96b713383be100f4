import { TimerReset, UserX } from "lucide-react";
import { OptionsMenu } from "@/components/ui/options-menu";
import type { Admin } from "@/lib/admins/schema";

export type AdminChange = "prolong" | "revoke";

type AdminMenuProps = {
  admin: Admin;
  anchor: HTMLElement;
  /** Why access cannot be revoked; null when it can. */
  refusal: string | null;
  /** Called when focus is back on the anchor. */
  onChoose: (change: AdminChange) => void;
  onClose: () => void;
};

export default function AdminMenu({ admin, refusal, ...menu }: AdminMenuProps) {
  const prolong = { label: "Prolong", icon: TimerReset, change: "prolong" } as const;
  const revoke = { label: "Revoke access", icon: UserX, change: "revoke", danger: true } as const;
  return (
    <OptionsMenu
      {...menu}
      name={admin.name}
      refusal={refusal}
      options={[...(admin.self && admin.endsAt !== null ? [prolong] : []), { ...revoke, refused: refusal !== null }]}
    />
  );
}
