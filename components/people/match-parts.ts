export type Part = { text: string; match: boolean };

/** Splits `text` at every place where `query` occurs, whatever the case; an empty query matches nowhere. */
export function matchParts(text: string, query: string): Part[] {
  const wanted = query.normalize("NFC").trim().toLowerCase();
  const lower = text.toLowerCase();
  // A few letters change their length in lower case ("İ"): positions would be wrong, so nothing is marked.
  if (wanted === "" || lower.length !== text.length) return [{ text, match: false }];
  const parts: Part[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), match: false });
    from = at + wanted.length;
    parts.push({ text: text.slice(at, from), match: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), match: false });
  return parts;
}
