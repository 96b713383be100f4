import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Role } from "@/lib/policy";
import { roleLabels } from "../administration/user-words";

const lines = {
  member: "Sees the connections and apps that are shared with them",
  super_admin: "Administers users, and sees every connection and every app",
} as const satisfies Record<Role, string>;

type RoleChoiceProps = { role: Role; onChange: (role: Role) => void };

export function RoleChoice({ role, onChange }: RoleChoiceProps) {
  const id = useId();
  return (
    <fieldset className="mt-4 border-t border-line pt-4">
      <legend className="float-left mb-1 text-body font-medium">Role</legend>
      <div className="clear-both grid gap-1">
        {(["member", "super_admin"] as const).map((each) => (
          <label
            key={each}
            className={classNames(
              "flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-1.5",
              each === role ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={id}
              checked={each === role}
              onChange={() => onChange(each)}
              aria-label={roleLabels[each]}
              aria-describedby={`${id}-${each}`}
              className="size-4 shrink-0 accent-[var(--color-fill)]"
            />
            <span>
              <span className="block text-body font-medium">{roleLabels[each]}</span>
              <span id={`${id}-${each}`} className="block text-small text-ink-2">
                {lines[each]}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
