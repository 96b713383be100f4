import { Check } from "lucide-react";

export const draftSteps = [
  { id: "table", label: "Select table" },
  { id: "columns", label: "Select columns" },
  { id: "review", label: "Review" },
] as const;
export type DraftStep = (typeof draftSteps)[number]["id"];

const shape = "-mb-px flex items-center gap-1.5 border-b-2 py-2 text-body font-medium pointer-coarse:min-h-11";

/** Where one is. A step that is done leads back to it. */
export function DraftSteps({ at, onGoBack }: { at: number; onGoBack: (to: number) => void }) {
  return (
    <ol aria-label="Steps" className="mt-4 flex gap-x-6 border-b border-line max-sm:gap-x-4">
      {draftSteps.map(({ id, label }, index) =>
        index < at ? (
          <li key={id}>
            <button
              type="button"
              onClick={() => onGoBack(index)}
              className={`${shape} border-transparent text-accent hover:border-line-strong`}
            >
              <Check className="size-3.5" strokeWidth={2.5} aria-hidden />
              <span className="sr-only">Back to </span>
              {label}
            </button>
          </li>
        ) : (
          <li
            key={id}
            aria-current={index === at ? "step" : undefined}
            className={`${shape} ${index === at ? "border-accent text-ink" : "border-transparent text-muted"}`}
          >
            <span className="tabular-nums">{index + 1}.</span> {label}
          </li>
        ),
      )}
    </ol>
  );
}
