/** The pattern for `like` that finds a text anywhere, taken as it was typed. */
export function containing(text: string): string {
  return `%${literally(text)}%`;
}

/** The pattern for `like` that finds what begins with a text, taken as it was typed. */
export function beginningWith(text: string): string {
  return `${literally(text)}%`;
}

function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
