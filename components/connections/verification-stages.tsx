"use client";

import { Check, Minus, X } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { type ConnectorId, stageLabels } from "@/lib/connectors/forms";
import { Mark } from "../shell/mark";
import { ConnectorTile } from "./connector-glyph";
import { type StageView, stageTime } from "./verification-view";

type StagesProps = { stages: readonly StageView[]; now: number };

const dashes = "bg-[repeating-linear-gradient(90deg,var(--ls-line-strong)_0_4px,transparent_4px_9px)]";

/** Six points on one deck, from us to the external platform. */
export function StagesAcross({ stages, now, connector }: StagesProps & { connector: ConnectorId }) {
  return (
    <div className="flex items-start">
      <span className="-mt-1 inline-flex size-7 shrink-0 items-center justify-center rounded-control border border-line bg-sunken text-accent">
        <Mark className="size-[18px]" />
      </span>
      <ol className="flex min-w-0 grow" aria-label="Verification stages">
        {stages.map((view, index) => (
          <li key={view.stage} className="relative flex min-w-0 flex-1 flex-col items-center text-center">
            {index === 0 && (
              <span className={classNames("absolute top-[9px] right-[calc(50%+15px)] left-2 h-0.5", approach(view))} />
            )}
            <span
              className={classNames(
                "absolute top-[9px] left-[calc(50%+15px)] h-0.5 transition-colors duration-240",
                index === stages.length - 1 ? "right-2" : "right-[calc(-50%+15px)]",
                deck(view, stages[index + 1]),
              )}
            />
            <Point status={view.status} />
            <span className={classNames("mt-1.5 text-small whitespace-nowrap", nameInk(view))}>
              {stageLabels[view.stage]}
            </span>
            <StageTime view={view} now={now} className="min-h-4 text-micro" />
          </li>
        ))}
      </ol>
      <span className="-mt-1 shrink-0">
        <ConnectorTile connector={connector} size={28} />
      </span>
    </div>
  );
}

type UprightProps = StagesProps & {
  advice: string | null;
  /** What comes after the stages, as one more line. */
  children?: ReactNode;
};

/** The same upright, for a phone; what failed says there what to check. */
export function StagesUpright({ stages, now, advice, children }: UprightProps) {
  return (
    <ol aria-label="Verification stages">
      {stages.map((view) => (
        <li
          key={view.stage}
          className={classNames(
            "relative flex gap-3 pb-2.5 last:pb-0 last:before:hidden",
            "before:absolute before:top-6 before:bottom-0.5 before:left-[9px] before:w-0.5",
            view.status === "ok" ? "before:bg-ok" : "before:bg-line-strong",
          )}
        >
          <Point status={view.status} />
          <div className="min-w-0 grow">
            <div className="flex items-baseline gap-2 text-body">
              <span className={classNames("grow", nameInk(view))}>{stageLabels[view.stage]}</span>
              <StageTime view={view} now={now} className="text-small" />
            </div>
            {view.status === "failed" && advice !== null && (
              <p className="mt-0.5 text-body text-ink wrap-anywhere">{advice}</p>
            )}
          </div>
        </li>
      ))}
      {Boolean(children) && <li className="flex">{children}</li>}
    </ol>
  );
}

function StageTime({ view, now, className }: { view: StageView; now: number; className: string }) {
  const ink = view.status === "failed" ? "text-fail" : "text-muted";
  return <span className={classNames("tabular-nums", ink, className)}>{stageTime(view, now)}</span>;
}

export function Point({ status }: Pick<StageView, "status">) {
  const box = "edge-forced relative inline-flex size-5 shrink-0 items-center justify-center rounded-full";
  switch (status) {
    case "ok":
      return (
        <span className={classNames(box, "bg-ok text-surface")}>
          <Check className="size-3" strokeWidth={3} aria-hidden />
        </span>
      );
    case "failed":
      return (
        <span className={classNames(box, "bg-fail text-on-fail")}>
          <X className="size-3" strokeWidth={3} aria-hidden />
        </span>
      );
    case "skipped":
      return (
        <span className={classNames(box, "border-[1.5px] border-control border-dashed bg-surface text-muted")}>
          <Minus className="size-2.5" strokeWidth={2.5} aria-hidden />
        </span>
      );
    case "running":
      return (
        <span className={classNames(box, "border-2 border-accent bg-surface")}>
          <span className="size-2 animate-pulse rounded-full bg-accent" />
        </span>
      );
    case "pending":
      return <span className={classNames(box, "border-[1.5px] border-control bg-surface")} />;
  }
}

function nameInk(view: StageView): string {
  if (view.status === "failed") return "font-semibold text-fail";
  if (view.status === "running") return "font-semibold text-ink";
  return view.status === "ok" ? "font-medium text-ink" : "text-muted";
}

function approach(first: StageView): string {
  switch (first.status) {
    case "ok":
      return "bg-ok";
    case "failed":
      return "bg-fail";
    case "running":
      return "bg-accent";
    case "skipped":
      return dashes;
    case "pending":
      return "bg-line-strong";
  }
}

/** The deck from one stage to the next: laid, half laid, broken before what failed, or only dashed. */
function deck(view: StageView, next: StageView | undefined): string {
  if (next === undefined) return view.status === "ok" ? "bg-ok" : dashes;
  if (next.status === "failed") {
    return "bg-[linear-gradient(90deg,var(--ls-ok)_38%,transparent_38%_66%,var(--ls-fail)_66%)]";
  }
  if (next.status === "running") return "bg-[linear-gradient(90deg,var(--ls-accent)_55%,var(--ls-line-strong)_55%)]";
  if (next.status === "skipped") return dashes;
  if (view.status === "skipped") return next.status === "ok" ? "bg-ok" : dashes;
  return next.status === "ok" ? "bg-ok" : "bg-line-strong";
}
