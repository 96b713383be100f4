import { CircleCheck, Database, Lock, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Mark } from "../shell/mark";

const promises = [
  {
    Icon: CircleCheck,
    title: "Verified before it is stored",
    text: "Six stages, each with its time. If one fails, nothing is kept and you see what to check.",
  },
  {
    Icon: Lock,
    title: "Passwords stay sealed",
    text: "Encrypted for this one destination. No screen, export or log ever shows them again.",
  },
  {
    Icon: Users,
    title: "Shared by name",
    text: "You are its first admin. Only the people you add can see its details or use it.",
  },
] as const;

/** The page before there is any connection: a bridge half built, what a connection is, and the first step. */
export function FirstRun({ actions }: { actions: ReactNode }) {
  return (
    <section className="mt-5 flex flex-col items-center border-line border-t pt-10 md:pt-14">
      <HalfBridge />
      <h2 className="mt-8 text-center font-semibold text-[20px] leading-7 tracking-[-0.012em]">
        Reach your first database
      </h2>
      <p className="mt-1.5 max-w-[52ch] text-center text-ink-2 text-strong">
        A connection is set up once, verified for real, and reused by every app whose builders you share it with.
      </p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      <dl className="mt-10 grid w-full max-w-[920px] border-line border-t md:mt-14 md:grid-cols-3">
        {promises.map(({ Icon, title, text }) => (
          <div
            key={title}
            className="border-line pt-5 pb-2 not-first:border-t md:not-first:border-t-0 md:not-first:border-l md:not-first:pl-7 md:not-last:pr-7 md:pb-6"
          >
            <dt className="flex items-center gap-2 font-semibold text-strong">
              <Icon size={16} strokeWidth={2} aria-hidden className="shrink-0 text-accent" />
              {title}
            </dt>
            <dd className="mt-1.5 text-body text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function HalfBridge() {
  return (
    <div className="relative w-full max-w-[560px]" aria-hidden="true">
      <svg
        viewBox="0 0 560 132"
        className="w-full"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
      >
        <path d="M92 125h376" stroke="var(--ls-line-strong)" strokeWidth="1.5" strokeDasharray="1 7" />
        <g stroke="var(--ls-accent)" strokeWidth="2">
          <path d="M84 96C120 42 190 19 254 17" />
          <path d="M84 96h156" />
          <path d="M120 57.5V96M154 37V96M188 26V96M222 19.5V96" />
        </g>
        <g stroke="var(--ls-control)" strokeWidth="1.5" strokeDasharray="2.5 5.5">
          <path d="M476 96C440 42 370 19 306 17" />
          <path d="M476 96H320" />
          <path d="M440 57.5V96M406 37V96M372 26V96M338 19.5V96" />
        </g>
      </svg>
      <span className="absolute bottom-1.5 left-[6.25%] inline-flex size-12 items-center justify-center rounded-pop border border-line-strong bg-surface text-accent">
        <Mark className="size-7" />
      </span>
      <span className="absolute right-[6.25%] bottom-1.5 inline-flex size-12 items-center justify-center rounded-pop border-[1.5px] border-control border-dashed bg-page text-muted">
        <Database size={24} strokeWidth={1.5} />
      </span>
    </div>
  );
}
