import type { Sentence } from "@/lib/objects/drafts/schema";

/** A sentence whose names are the catalog's: each stands apart, whatever it is written in. */
export function SentenceText({ sentence }: { sentence: Sentence }) {
  const seen = new Map<string, number>();
  return sentence.map((part) => {
    const text = typeof part === "string" ? part : part.name;
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    return typeof part === "string" ? part : <bdi key={`${text} ${times}`}>{text}</bdi>;
  });
}
