const longest = 100;
const ending = " copy";

/** What a copy beside the original is called; names have at most 100 characters. */
export function copyName(name: string): string {
  return `${[...name]
    .slice(0, longest - ending.length)
    .join("")
    .trimEnd()}${ending}`;
}
