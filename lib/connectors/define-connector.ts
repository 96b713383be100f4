import type { z } from "zod";
import { AppError } from "../errors";
import type { FailureKind } from "./failures";
import type { NetworkPolicy } from "./network";
import type {
  CatalogTable,
  MissingPrivileges,
  ReadQuery,
  RowChange,
  RowsRead,
  TableDescription,
  TableName,
  TableSight,
  WriteResult,
} from "./rows";
import type { ConnectorForm, StageName, StageProgress, Verification } from "./types";

/** What a failed verification tells the log. Never shown to people, never with a secret in it. */
export type FailureReport = {
  kind: FailureKind;
  stage: StageName;
  /** errno or SQLSTATE. */
  code: string | null;
  /** Which of our rules it was, or the kind again. */
  reason: string;
  /** The driver's or server's words: secrets and control characters taken out, cut short. */
  message: string | null;
};

export type VerifyResult = {
  verification: Verification;
  /** Null when it went well. */
  report: FailureReport | null;
};

/** Which server it is: `systemIdentifier` outlives a restart but may be hidden from a user, `startedAt` never is. */
export type ServerIdentity = { systemIdentifier: string | null; startedAt: string };

/** Tables of one question: what they have together fits into the budget of an answer. */
export const mostDescribed = 50;

export type Session = {
  /**
   * Opens a connection of its own, goes through the six stages and closes it, whatever happens.
   * Throws AppError "cancelled" when the signal is aborted. Takes at most 30 seconds.
   */
  verify(options: { signal: AbortSignal; onStage: (progress: StageProgress) => void }): Promise<VerifyResult>;
  // The others take turns on a few connections that are kept for a while, and throw ConnectorFailure and the signal's
  // reason. An aborted signal also stops the query on the server.
  /** The tables and views that the user may read, by schema and name. */
  catalog(signal: AbortSignal): Promise<readonly CatalogTable[]>;
  /** Null when there is no such table, or the user may read nothing of it. */
  describe(table: TableName, signal: AbortSignal): Promise<TableDescription | null>;
  /** At most `mostDescribed` tables at once, in the order asked for; null for one that does not exist. */
  describeAll(tables: readonly TableName[], signal: AbortSignal): Promise<readonly (TableSight | null)[]>;
  read(query: ReadQuery, signal: AbortSignal): Promise<RowsRead>;
  /** How many rows hold all of `where`, counted no further than `cap`. */
  count(query: Pick<ReadQuery, "table" | "columns" | "where">, cap: number, signal: AbortSignal): Promise<number>;
  /** One statement. A constraint or a privilege that is in the way is an outcome, not a failure. */
  write(change: RowChange, signal: AbortSignal): Promise<WriteResult>;
  /** Ends what still runs. Resolves when nothing is open any more. */
  close(): Promise<void>;
};

export type OpenContext = {
  network: NetworkPolicy;
  /** Our own database, which no connection may lead to. Asked at each verification: a restart changes it. */
  ownIdentity: () => Promise<ServerIdentity>;
};

export type Connector = {
  id: string;
  /**
   * A session over details and credentials as the form reads them. Opens nothing by itself.
   * Throws AppError "invalid" with a sentence for each field that the form refuses.
   */
  open(input: { details: unknown; credentials: unknown }, context: OpenContext): Session;
  grantStatement: GrantWriter;
};

/**
 * What gives a database user the privileges that it lacks, for somebody to run as the owner. The user's own name is part
 * of the sealed credentials: `database_user` stands for it.
 */
export type GrantWriter = (missing: MissingPrivileges) => string;

type Driver<D extends z.ZodObject, C extends z.ZodObject> = Pick<Connector, "grantStatement"> & {
  open: (input: { details: z.output<D>; credentials: z.output<C> }, context: OpenContext) => Session;
};

/** Joins a form and a driver: whatever reaches the driver has passed the form. */
export function defineConnector<D extends z.ZodObject, C extends z.ZodObject>(
  form: ConnectorForm<D, C>,
  { open, grantStatement }: Driver<D, C>,
): Connector {
  return {
    id: form.id,
    grantStatement,
    open(input, context) {
      const details = form.details.safeParse(input.details);
      const credentials = form.credentials.safeParse(input.credentials);
      if (details.success && credentials.success) {
        return open({ details: details.data, credentials: credentials.data }, context);
      }
      const issues = [...(details.error?.issues ?? []), ...(credentials.error?.issues ?? [])];
      const fields: Record<string, string> = {};
      for (const issue of issues) fields[issue.path.join(".")] ??= issue.message;
      throw new AppError("invalid", "Some fields need another value.", { fields });
    },
  };
}
