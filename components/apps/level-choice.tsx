import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { type MemberLevel, memberLevels } from "@/lib/apps/schema";

const words = {
  manage: { label: "Manage", line: "Makes external data objects, and manages the app and its members" },
  use: { label: "Use", line: "Reads rows, and writes them where the object allows it" },
} as const satisfies Record<MemberLevel, { label: string; line: string }>;

type LevelChoiceProps = { level: MemberLevel; onChange: (level: MemberLevel) => void };

/** What those who are added may do. */
export function LevelChoice({ level, onChange }: LevelChoiceProps) {
  const id = useId();
  return (
    <fieldset className="mt-4 border-t border-line pt-4">
      <legend className="float-left mb-1 text-body font-medium">They may</legend>
      <div className="clear-both grid gap-1">
        {memberLevels.map((each) => (
          <label
            key={each}
            className={classNames(
              "flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-1.5",
              each === level ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={id}
              checked={each === level}
              onChange={() => onChange(each)}
              aria-label={words[each].label}
              aria-describedby={`${id}-${each}`}
              className="size-4 shrink-0 accent-[var(--color-fill)]"
            />
            <span>
              <span className="block text-body font-medium">{words[each].label}</span>
              <span id={`${id}-${each}`} className="block text-small text-ink-2">
                {words[each].line}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
