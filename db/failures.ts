import postgres from "postgres";

/**
 * The constraint that refused a statement, by name; null for any other error. By name and not by SQLSTATE: a refused
 * delete is 23001 on PostgreSQL 18 and 23503 on 15.
 */
export function violatedConstraint(error: unknown): string | null {
  // By shape: in a bundle the pool's drizzle can be another copy than ours, and its errors then another class.
  const cause = error instanceof Error && !(error instanceof postgres.PostgresError) ? error.cause : error;
  if (!(cause instanceof postgres.PostgresError) || !cause.code.startsWith("23")) return null;
  return cause.constraint_name ?? null;
}
