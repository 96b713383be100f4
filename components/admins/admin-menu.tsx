import { UserX } from "lucide-react";
import { OptionsMenu } from "@/components/ui/options-menu";
import type { Admin } from "@/lib/admins/schema";

type AdminMenuProps = {
  admin: Admin;
  anchor: HTMLElement;
  /** Why access cannot be revoked; null when it can. */
  refusal: string | null;
  /** Called when focus is back on the anchor. */
  onRevoke: () => void;
  onClose: () => void;
};

export default function AdminMenu({ admin, refusal, onRevoke, ...menu }: AdminMenuProps) {
  return (
    <OptionsMenu
      {...menu}
      name={admin.name}
      refusal={refusal}
      options={[{ label: "Revoke access", icon: UserX, change: "revoke", danger: true, refused: refusal !== null }]}
      onChoose={onRevoke}
    />
  );
}
