import { classNames } from "@/components/ui/class-names";
import { objectCount } from "./app-group";
import { Point } from "./verification-stages";
import { type RehearsalView, rehearsalNote } from "./verification-view";

/** The seventh line: how far the linked objects are rehearsed, and what came of it. */
export function RehearsalLine({ view }: { view: RehearsalView }) {
  const name = `Rehearse ${objectCount(view.total)}`;
  return (
    <div className="flex min-w-0 grow items-center gap-3 text-body">
      <Point status={view.status} />
      <span className={classNames("shrink-0", inks[view.status])}>{name}</span>
      <span className="h-0.5 min-w-0 grow">
        {view.status === "running" && (
          <span
            role="progressbar"
            aria-label={name}
            aria-valuemin={0}
            aria-valuenow={view.done}
            aria-valuemax={view.total}
            className="block h-full bg-line-strong"
          >
            <span className="block h-full bg-accent" style={{ width: `${(100 * view.done) / view.total}%` }} />
          </span>
        )}
      </span>
      <span
        className={classNames(
          "shrink-0 text-small tabular-nums",
          view.status === "failed" ? "text-fail" : "text-muted",
        )}
      >
        {rehearsalNote(view)}
      </span>
    </div>
  );
}

const inks = {
  pending: "text-muted",
  running: "font-semibold text-ink",
  skipped: "text-muted",
  ok: "font-medium text-ink",
  failed: "font-semibold text-fail",
} as const satisfies Record<RehearsalView["status"], string>;
