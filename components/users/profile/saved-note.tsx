import { Check } from "lucide-react";
import { Notice, Reference } from "../../ui/alert";
import type { Saving } from "./use-saving";

/** What became of saving: said where it was done. A problem of one field stands at that field instead. */
export function SavedNote({ saving, words = "Saved" }: { saving: Saving; words?: string }) {
  const { failure, saved } = saving;
  return (
    <div aria-live="polite" className="not-empty:mt-2.5">
      {saved && (
        <p className="inline-flex items-center gap-1.5 font-medium text-ok text-small">
          <Check className="size-3.5" strokeWidth={2.4} aria-hidden />
          {words}
        </p>
      )}
      {failure !== null && failure.fields === undefined && (
        <Notice tone="fail">
          {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
        </Notice>
      )}
    </div>
  );
}
