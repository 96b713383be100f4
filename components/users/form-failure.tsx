import { Notice, Reference } from "@/components/ui/alert";
import type { Failure } from "@/lib/errors";

/** What went wrong with a whole form; a sentence about one field stands under that field instead. */
export function FormFailure({ failure }: { failure: Failure | null }) {
  const isAboutForm = failure !== null && Object.keys(failure.fields ?? {}).length === 0;
  return (
    <div role="alert" className="not-empty:mb-3.5">
      {isAboutForm && (
        <Notice tone="fail">
          {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
        </Notice>
      )}
    </div>
  );
}
