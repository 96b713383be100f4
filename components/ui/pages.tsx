import { Button } from "./button";

type PagesProps = {
  /** Null when there is no page before this one, or after it. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
};

/** Turns pages. Both buttons stay where they are, so that focus stays on the one that was pressed. */
export function Pages({ onPrevious, onNext }: PagesProps) {
  return (
    <nav aria-label="Pages" className="flex gap-2">
      <Button size="control" closed={onPrevious === null} onClick={() => onPrevious?.()}>
        Previous
      </Button>
      <Button size="control" closed={onNext === null} onClick={() => onNext?.()}>
        Next
      </Button>
    </nav>
  );
}
