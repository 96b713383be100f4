import { Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SpanStatus } from "@/components/ui/span-status";
import type { Failure } from "@/lib/errors";

const waitingRows = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** Before anything was read: nothing for 200 ms, then bars in the place of rows. */
export function ListWaiting() {
  return (
    <div className="choices-waiting mt-2 border-t border-line" aria-hidden="true">
      {waitingRows.map((row) => (
        <div key={row}>
          <span />
        </div>
      ))}
    </div>
  );
}

type ReadingNoteProps = { what: string; onCancel: () => void };

/** That it takes long, after one second; the way to stop it, after three. */
export function ReadingNote({ what, onCancel }: ReadingNoteProps) {
  return (
    <span className="inline-flex items-center gap-2">
      <span className="[animation:show_0s_1s_both]">Reading {what}</span>
      <Button size="control" onClick={onCancel} className="-my-1.5 [animation:show_0s_3s_both]">
        Cancel
      </Button>
    </span>
  );
}

type ReadingFailedProps = { what: string; failure: Failure; onRetry: () => void };

/** What the external server did not give, and the way to ask again. */
export function ReadingFailed({ what, failure, onRetry }: ReadingFailedProps) {
  const cancelled = failure.code === "cancelled";
  return (
    <div role="alert" className="mt-2 border-t border-line pt-4">
      <EmptyState
        icon={<SpanStatus state={cancelled ? "paused" : "failing"} className="h-6 w-[33px]" />}
        title={cancelled ? "Reading was cancelled" : `${what} could not be read`}
        actions={<Button onClick={onRetry}>Try again</Button>}
      >
        {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
      </EmptyState>
    </div>
  );
}
