import { breakGlassWords } from "./break-glass-words";

type BreakGlassNoteProps = {
  share: { reason: string | null; endsAt: string | null };
  /** When the page was made, in milliseconds. */
  now: number;
};

/** What is said of a super admin who shared a connection with themself: until when, and why. */
export function BreakGlassNote({ share: { reason, endsAt }, now }: BreakGlassNoteProps) {
  if (reason === null) return null;
  return (
    <>
      <span className="block text-small font-medium text-stale">{breakGlassWords(endsAt, now)}</span>
      <span className="block text-small whitespace-pre-line text-ink-2 wrap-anywhere">{reason}</span>
    </>
  );
}
