import { narrowQuery } from "@/components/ui/use-narrow";

const faulty = '[aria-invalid="true"]';

/** Puts the focus into the first field that is drawn as faulty. */
export function focusProblem(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>(faulty)?.focus();
}

/**
 * Brings the first faulty field into view and leaves the focus on the button that was pressed. Not on a phone: there the
 * verification scrolls with the form, and what it says is brought into view instead.
 */
export function showProblem(form: HTMLElement | null): void {
  if (window.matchMedia(narrowQuery).matches) return;
  form?.querySelector(faulty)?.scrollIntoView({ block: "center" });
}
