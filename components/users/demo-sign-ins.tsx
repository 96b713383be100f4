"use client";

import { ArrowRight } from "lucide-react";
import { signInAsDemo } from "@/lib/users/sign-in/actions";
import type { DemoPerson } from "@/lib/users/sign-in/schema";
import { FormFailure } from "./form-failure";
import { useFormAction } from "./use-form-action";

/** One button for each demo user; only the embedded default has them. */
export function DemoSignIns({ people, next }: { people: readonly DemoPerson[]; next: string | null }) {
  const { failure, isBusy, form } = useFormAction(signInAsDemo);
  return (
    <section aria-labelledby="demo-sign-ins">
      <h2 id="demo-sign-ins" className="text-strong font-semibold text-ink">
        Demo sign-ins
      </h2>
      <p className="mt-0.5 mb-3 text-small text-muted">
        Try Linkspan as one of Norrvik Trading. They exist on this machine only.
      </p>
      <FormFailure failure={failure} />
      <form {...form}>
        <input type="hidden" name="next" value={next ?? ""} />
        <ul className="border-t border-line">
          {people.map((person) => (
            <li key={person.email} className="border-b border-line">
              <button
                type="submit"
                name="email"
                value={person.email}
                aria-disabled={isBusy || undefined}
                className="group flex min-h-11 w-full items-center gap-2 px-2 text-left text-body transition-colors duration-90 hover:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="text-ink-2">Sign in as </span>
                  <span className="font-medium text-ink">{person.name}</span>{" "}
                  <span className="text-muted">({person.role})</span>
                </span>
                <ArrowRight
                  className="size-4 shrink-0 text-muted group-hover:text-accent"
                  strokeWidth={1.75}
                  aria-hidden
                />
              </button>
            </li>
          ))}
        </ul>
      </form>
    </section>
  );
}
