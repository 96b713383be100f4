/** "Ines", "Ines and Tomasz", "Ines, Tomasz and 3 more"; with `word` "or" for a choice. */
export function listed(names: readonly string[], word: "and" | "or" = "and"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}
