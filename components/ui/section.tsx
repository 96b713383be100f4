import type { ReactNode } from "react";

/** A part of a page under a heading of its own, by which it is called too. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-3 border-line border-b pb-2 font-semibold text-strong">{title}</h2>
      {children}
    </section>
  );
}
