import type { ReactNode } from "react";
import { Mark } from "./mark";

type BarePageProps = { icon: ReactNode; title: string; children: ReactNode; actions: ReactNode };

/** A page with nothing but a message: where there is no session, no such page, or no answer. */
export function BarePage({ icon, title, children, actions }: BarePageProps) {
  return (
    <>
      <header className="bg-surface">
        <div className="flex h-13 items-center px-4 md:px-8">
          <a href="/connections" className="inline-flex items-center gap-2 rounded-control">
            <span className="text-accent">
              <Mark />
            </span>
            <span className="font-semibold text-[15px] tracking-[-0.01em]">Linkspan</span>
          </a>
        </div>
        <div className="rail-development" aria-hidden="true" />
      </header>
      <main className="mx-auto flex max-w-page flex-col items-center px-4 pt-20 pb-10 text-center">
        {icon}
        <h1 className="mt-4 font-semibold text-title">{title}</h1>
        <div className="mt-1 max-w-[52ch] text-body text-ink-2">{children}</div>
        <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      </main>
    </>
  );
}
