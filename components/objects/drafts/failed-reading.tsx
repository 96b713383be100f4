import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Failure } from "@/lib/errors";

/** What the external server did not give, and the way to ask again. */
export function FailedReading({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <div role="alert" className="mt-4">
      <Notice tone="fail" title="The connection could not be read.">
        {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
      </Notice>
      <Button className="mt-3" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
