import { ChevronRight } from "lucide-react";
import { NavigationLink } from "../shell/navigation";

type TrailProps = { steps: readonly { label: string; href: string }[]; here: string };

/** The way to this page. */
export function Trail({ steps, here }: TrailProps) {
  return (
    <nav aria-label="Way to this page">
      <ol className="flex flex-wrap items-center gap-x-1.5 text-body text-ink-2">
        {steps.map((step) => (
          <li key={step.href} className="inline-flex min-w-0 max-w-full items-center gap-1.5">
            <NavigationLink
              href={step.href}
              className="inline-block min-h-6 max-w-[32ch] truncate rounded-tick font-medium text-accent leading-6 hover:underline"
            >
              {step.label}
            </NavigationLink>
            <ChevronRight className="size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
          </li>
        ))}
        <li aria-current="page" className="max-w-[48ch] truncate leading-6">
          {here}
        </li>
      </ol>
    </nav>
  );
}
