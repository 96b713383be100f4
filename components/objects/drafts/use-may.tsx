import { useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { listed } from "@/components/ui/listed";
import type { DescribedTable, ObjectDraft } from "@/lib/objects/drafts/schema";

type UseMayProps = {
  table: Pick<DescribedTable, "newRowRefusal" | "mayDelete">;
  value: ObjectDraft["membersWithUseMay"];
  onChange: (value: ObjectDraft["membersWithUseMay"]) => void;
};

/** **Members with use may**: no more than the database user may. */
export function UseMay({ table, value, onChange }: UseMayProps) {
  const id = useId();
  const verbs = [...(table.newRowRefusal === null ? ["make"] : []), "edit", ...(table.mayDelete ? ["delete"] : [])];
  const levels = [
    { value: "read", label: "Read", line: "They see rows, and change none" },
    { value: "write", label: "Read and write", line: `They ${listed(verbs)} rows too` },
  ] as const;
  return (
    <fieldset className="mt-5 max-w-[720px]">
      <legend className="text-body font-medium">Members with use may</legend>
      <div className="mt-1.5 grid gap-2 sm:grid-cols-2">
        {levels.map((level) => (
          <label
            key={level.value}
            className={classNames(
              "flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2",
              level.value === value ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={id}
              checked={level.value === value}
              onChange={() => onChange(level.value)}
              aria-label={level.label}
              aria-describedby={`${id}-${level.value}`}
              className="size-4 shrink-0 accent-[var(--color-fill)]"
            />
            <span>
              <span className="block text-body font-medium">{level.label}</span>
              <span id={`${id}-${level.value}`} className="block text-small text-ink-2">
                {level.line}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
