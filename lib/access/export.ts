import { sharePage } from "../admins/queries";
import type { Actor } from "../policy";
import { environmentNames } from "../policy";
import { csvFileName, csvHeader, csvLine } from "../rows/csv";
import { heldBy } from "./queries";
import { exportLimit } from "./schema";

/** Whole in memory: `exportLimit` lines are a few megabytes at most. */
export type AccessFile = { name: string; isCut: boolean; text: string };

// Without it a spreadsheet takes the file for another encoding.
const byteOrderMark = "\uFEFF";

/** Who has access to a connection, as CSV. Throws AppError `not_found`. */
export async function exportConnectionAccess(
  actor: Actor,
  { connectionId }: { connectionId: string },
): Promise<AccessFile> {
  const { connection, admins } = await sharePage(actor, connectionId);
  const lines = admins.map(({ name, email, addedAt, addedBy, reason, endsAt, lastUsedAt }) => [
    name,
    email,
    addedAt,
    addedBy,
    reason,
    endsAt,
    lastUsedAt,
  ]);
  const labels = ["Name", "Email", "Since", "Given by", "Reason", "Ends at", "Last used"];
  return fileOf(csvFileName(connection.name, `access, ${connection.environment}`), labels, lines);
}

/** What a user has access to, as CSV. Throws AppError `forbidden`, `not_found`. */
export async function exportUserAccess(actor: Actor, { userId }: { userId: string }): Promise<AccessFile> {
  const { userName, connections, apps } = await heldBy(actor, userId);
  const lines = [
    ...connections.map(({ name, environment, since, by, reason, endsAt, lastUsedAt }) => [
      "Connection",
      name,
      environmentNames[environment],
      "Admin",
      since,
      by,
      reason,
      endsAt,
      lastUsedAt,
    ]),
    ...apps.map(({ name, level, since, by, lastUsedAt }) => [
      "App",
      name,
      null,
      levels[level],
      since,
      by,
      null,
      null,
      lastUsedAt,
    ]),
  ];
  const labels = ["Kind", "Name", "Environment", "Level", "Since", "Given by", "Reason", "Ends at", "Last used"];
  return fileOf(csvFileName(userName, "access"), labels, lines);
}

const levels = { manage: "Manage", use: "Use" } as const;

function fileOf(name: string, labels: readonly string[], lines: readonly (string | null)[][]): AccessFile {
  const head = csvHeader(labels.map((label) => ({ label })));
  // Every cell is text, so that none of them runs as a formula.
  const body = lines.slice(0, exportLimit).map((cells) => csvLine([], cells));
  return { name, isCut: lines.length > exportLimit, text: byteOrderMark + head + body.join("") };
}
