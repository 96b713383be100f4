import { relativeTime } from "./relative-time";

// Not a control, but what it says on hover must be reachable by keyboard too.
const reachable = { tabIndex: 0 };

type MomentProps = {
  iso: string;
  /** When the page was made, in milliseconds: the server's and the browser's words are then the same. */
  now: number;
};

/** How long ago. A tooltip layer around it shows the exact local time on hover and on focus. */
export function Moment({ iso, now }: MomentProps) {
  return (
    <time dateTime={iso} {...reachable} className="rounded-tick tabular-nums whitespace-nowrap">
      {relativeTime(iso, now)}
    </time>
  );
}
