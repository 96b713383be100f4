import { listed } from "../ui/listed";

/** At most two names and how many there are beside them. */
export function someNames(names: readonly string[], word: "and" | "or" = "and"): string {
  const beyond = names.length - 2;
  return beyond > 0 ? `${names.slice(0, 2).join(", ")} ${word} ${beyond} more` : listed(names, word);
}
