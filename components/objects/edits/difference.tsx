import type { Sentence } from "@/lib/objects/drafts/schema";
import { SentenceText } from "../drafts/sentence-text";

/** What is different, a sentence each. */
export function Difference({ changes, label, none }: { changes: readonly Sentence[]; label: string; none: string }) {
  if (changes.length === 0) return <p className="text-body text-ink-2">{none}</p>;
  return (
    <ul aria-label={label} className="max-w-[80ch] border-line-strong border-l-2 pl-3 text-body [&_bdi]:font-medium">
      {changes.map((change) => (
        <li key={JSON.stringify(change)} className="py-0.5 wrap-anywhere">
          <SentenceText sentence={change} />
        </li>
      ))}
    </ul>
  );
}
