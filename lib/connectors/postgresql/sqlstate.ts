import type { FailureKind } from "../failures";
import type { StageName } from "../types";

const exact: Record<string, FailureKind> = {
  "28P01": "sign_in_refused",
  "28000": "sign_in_not_allowed",
  "3D000": "unknown_database",
  "53300": "server_full",
  "53400": "server_full",
  "57P01": "server_starting",
  "57P02": "server_starting",
  "57P03": "server_starting",
  "57014": "timed_out",
  "42P01": "drift",
  "42703": "drift",
  "42704": "drift",
  "3F000": "drift",
};

/** Values that a column cannot hold: it is the question that is wrong, and not the server. */
const valueRefused = /^22/;

/** What an SQLSTATE of the server means at this stage. */
export function kindOfSqlState(sqlState: string, stage: StageName): FailureKind {
  if (sqlState === "42501") return stage === "read_catalog" ? "catalog_not_allowed" : "database_not_allowed";
  if (stage === "read_catalog" && valueRefused.test(sqlState)) return "value_refused";
  return exact[sqlState] ?? "server_refused";
}
