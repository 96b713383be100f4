export interface PostgresOptions {
  /** The cluster; made at first use. Its log is `<dataDir>.log` beside it. */
  dataDir: string;
  /** 0 picks a free one. */
  port: number;
  /** Of the superuser `postgres`, set when the cluster is made and not changed later. */
  password: string;
  /** PEM content. The server then speaks TLS, and plain text to clients that do not ask for it. */
  tls?: { key: string; cert: string };
  /** false gives up safety against a crash of the machine, for tests only. Default true. */
  durable?: boolean;
  /** Further server parameters, by name. */
  settings?: Record<string, string>;
  /** Stop a server that already runs on this data directory, instead of only waiting for its end. */
  takeOver?: boolean;
  /** How long such a server may take to end before the start fails. Default 20 000. */
  previousTimeoutMs?: number;
}

export interface PostgresExit {
  /** Whether `stop` was asked for. */
  expected: boolean;
  code: number | null;
  signal: string | null;
  /** The end of the server's log. */
  lastWords: string;
}

export interface RunningPostgres {
  host: "127.0.0.1";
  port: number;
  /** Of the postmaster. */
  pid: number;
  dataDir: string;
  password: string;
  url(database?: string, user?: string, password?: string): string;
  /** Resolves when the server has ended, whatever the reason. */
  exited: Promise<PostgresExit>;
  /** Ends connections and stops; may be called again. */
  stop(): Promise<void>;
}

/** The port that a server was given is used by another program. */
export class PortTakenError extends Error {
  readonly port: number;
  constructor(port: number);
}

/**
 * Starts a PostgreSQL server on 127.0.0.1, making its cluster first where there is none. The server stops when
 * `stop` is called or when this process ends in any way, kill -9 included.
 * Throws PortTakenError; and an Error with the server's last words when it does not start within 60 s.
 */
export function startPostgres(options: PostgresOptions): Promise<RunningPostgres>;
