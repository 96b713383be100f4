import type { MissingPrivileges, TableName } from "../rows";
import { quoted } from "../sql/compile";

/** One statement for each kind of thing, all of which an owner may run as they are but for the user's name. */
export function grantStatement({ table, schema, sequences, ...missing }: MissingPrivileges): string {
  const privileges = [
    ...columnPrivilege("SELECT", missing.select),
    ...columnPrivilege("INSERT", missing.insert),
    ...columnPrivilege("UPDATE", missing.update),
    ...(missing.delete ? ["DELETE"] : []),
  ];
  return [
    ...(schema ? [`GRANT USAGE ON SCHEMA ${identifier(table.schema)} TO database_user;`] : []),
    ...(privileges.length === 0 ? [] : [`GRANT ${privileges.join(", ")} ON ${nameOf(table)} TO database_user;`]),
    ...sequences.map((sequence) => `GRANT USAGE ON SEQUENCE ${nameOf(sequence)} TO database_user;`),
  ].join("\n");
}

function columnPrivilege(privilege: string, columns: readonly string[]): string[] {
  return columns.length === 0 ? [] : [`${privilege} (${columns.map(identifier).join(", ")})`];
}

function nameOf({ schema, name }: TableName): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** Characters that would be unseen, or turn what stands beside them around, where the statement is read before it is run. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

function identifier(name: string): string {
  if (name.search(unseen) === -1) return quoted(name);
  const escaped = quoted(name.replaceAll("\\", "\\\\")).replace(unseen, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return code.length > 4 ? `\\+${code.padStart(6, "0")}` : `\\${code.padStart(4, "0")}`;
  });
  return `U&${escaped}`;
}
