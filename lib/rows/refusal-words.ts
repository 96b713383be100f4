import type { Refusal } from "../connectors/rows";
import type { ObjectColumn } from "../objects/schema";

type Words = (column: string) => string;

const words: Record<Refusal["why"], Words> = {
  duplicate: (column) => `Another row has this ${column} already. Type another one.`,
  reference: (column) => `The ${column} points to a row that does not exist. Check it.`,
  referenced: () => "Other rows still point to this one. Change or delete those first.",
  check: (column) => `A rule of the table does not allow this ${column}. Check what it may hold.`,
  missing: (column) => `The table needs a ${column}. Type one.`,
  too_long: (column) => `The ${column} is longer than the column holds. Shorten it.`,
  out_of_range: (column) => `The ${column} is beyond what the column holds. Check the number.`,
  malformed: (column) => `The server does not take this ${column}. Check how it is written.`,
  not_allowed: () => "The connection's user may not write here. Ask one of the connection's admins.",
  server_rule: () => "A rule of the server stopped this. Ask whoever runs the database which one.",
};

/** Why the server did not take a change, with the column's label where it said which. The row stays as it was. */
export function refusalWords({ why, column }: Refusal, columns: readonly ObjectColumn[]): string {
  const about = columns.find(({ name }) => name === column);
  return words[why](about === undefined ? "value" : `“${about.label}”`);
}
