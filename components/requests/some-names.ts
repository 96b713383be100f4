import { listed } from "../ui/listed";

/** At most two names and how many there are beside them. */
export function someNames(people: readonly { name: string }[], word: "and" | "or" = "and"): string {
  const names = people.map(({ name }) => name);
  const beyond = names.length - 2;
  return beyond > 0 ? `${names.slice(0, 2).join(", ")} ${word} ${beyond} more` : listed(names, word);
}
