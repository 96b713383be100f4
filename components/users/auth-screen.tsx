import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { classNames } from "@/components/ui/class-names";

type Props = { title: string; lead?: ReactNode; wide?: boolean; children: ReactNode };

/** The ground of the screens that nobody is signed in on: our mark, a heading, and what is asked. */
export function AuthScreen({ title, lead, wide = false, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col bg-page">
      <header className="px-4 md:px-8">
        <p className="flex h-13 items-center gap-2 text-[15px] font-semibold text-ink">
          <Mark className="size-6 text-accent" />
          Linkspan
        </p>
      </header>
      <main
        className={classNames(
          "mx-auto w-full flex-1 px-4 pt-8 pb-16 md:px-8 md:pt-20",
          wide ? "max-w-[944px]" : "max-w-[424px]",
        )}
      >
        <h1 className="text-heading font-semibold tracking-[-0.014em] text-ink">{title}</h1>
        {lead !== undefined && <p className="mt-1 max-w-[60ch] text-body text-ink-2">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
