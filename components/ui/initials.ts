/** One or two capitals that stand for a person: "Aleksandra Konstantinopolska-Wiśniewska" is AK. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
  return (first + last).toLocaleUpperCase("en");
}

// By code point, so that a letter outside the basic plane is not cut in half.
function firstLetter(word: string | undefined): string {
  return [...(word ?? "")].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? "";
}
