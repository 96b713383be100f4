import { PencilLine } from "lucide-react";
import { Moment } from "@/components/ui/moment";
import type { BeingEdited } from "@/lib/objects/edits/schema";

/** Who has a draft of it. What is published stays as it is until that is published too. */
export function BeingEditedLine({ edited, now }: { edited: BeingEdited; now: number }) {
  return (
    <p className="mt-1.5 flex items-start gap-1.5 text-ink-2 text-small">
      <PencilLine className="mt-px size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
      <span className="min-w-0 wrap-anywhere">
        Being edited by <b className="font-medium text-ink">{edited.by}</b>, begun{" "}
        <Moment iso={edited.since} now={now} />
      </span>
    </p>
  );
}
