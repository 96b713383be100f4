import { CircleAlert, CircleCheck, Info, Lock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const tones = {
  fail: { ground: "bg-fail-soft", ink: "text-fail", Icon: CircleAlert },
  ok: { ground: "bg-ok-soft", ink: "text-ok", Icon: CircleCheck },
  stale: { ground: "bg-stale-soft", ink: "text-stale", Icon: TriangleAlert },
  note: { ground: "bg-sunken", ink: "text-muted", Icon: Info },
  closed: { ground: "bg-sunken", ink: "text-muted", Icon: Lock },
} as const;

type NoticeProps = { tone: keyof typeof tones; title?: string | undefined; className?: string; children?: ReactNode };

/** One panel that says what happened and what to do. Put it into a live region when it appears later. */
export function Notice({ tone, title, className, children }: NoticeProps) {
  const { ground, ink, Icon } = tones[tone];
  return (
    <div className={classNames("edge-forced flex gap-2.5 rounded-control px-3 py-2.5 text-body", ground, className)}>
      <Icon className={classNames("mt-0.5 size-4 shrink-0", ink)} strokeWidth={2} aria-hidden />
      <div className="min-w-0 text-ink wrap-anywhere">
        {title !== undefined && <b className="font-semibold">{title}</b>} {children}
      </div>
    </div>
  );
}

/** The word under which a failure is found in the log. */
export function Reference({ value }: { value: string }) {
  return (
    <span className="whitespace-nowrap">
      Reference <span className="font-mono text-[11.5px]">{value}</span>
    </span>
  );
}
