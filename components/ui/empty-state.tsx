import type { ReactNode } from "react";

type EmptyStateProps = { icon: ReactNode; title: string; children: ReactNode; actions?: ReactNode };

/** What stands in the place of rows: what is the case, what it means, and the next step. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-3 py-8 text-center">
      <span className="text-muted">{icon}</span>
      <h2 className="wrap-anywhere mt-2.5 font-semibold text-strong">{title}</h2>
      <p className="mt-0.5 max-w-[46ch] text-body text-ink-2 text-balance wrap-anywhere">{children}</p>
      {actions !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
