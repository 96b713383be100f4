import { z } from "zod";
import type { ConnectorForm, PastedUrl } from "../types";

export const tlsModes = ["verify-full", "require", "disable"] as const;

// Sockets (`/…`, `@…`) and option injection have no way in: a host is a name or an address, nothing else.
const host = z
  .string()
  .trim()
  .min(1, "Type the name or address of the server.")
  .max(253, "A host name has at most 253 characters.")
  .regex(/^(?![.-])[\p{L}\p{N}._:-]+$/u, "Type a host name or an IP address, without a scheme, port or path.")
  .transform((value) => value.toLowerCase());

const port = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,5}$/)
        .transform(Number),
    ],
    { error: "A port is a number from 1 to 65535." },
  )
  .pipe(
    z.number().int().min(1, "A port is a number from 1 to 65535.").max(65535, "A port is a number from 1 to 65535."),
  );

const withoutNul = (value: string) => !value.includes("\0");

const details = z.strictObject({
  host,
  port,
  database: z
    .string()
    .trim()
    .min(1, "Type the name of the database.")
    .max(63, "A database name has at most 63 characters.")
    .refine(withoutNul, "A database name has no NUL character."),
  tls: z.enum(tlsModes, { error: "Choose how the connection is secured." }),
  ca: z
    .string()
    .trim()
    .max(65536, "A CA certificate has at most 64 KB.")
    .regex(
      /^(-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----)?$/,
      "Paste the certificate as PEM text, from BEGIN CERTIFICATE to END CERTIFICATE.",
    )
    .default(""),
});

const credentials = z.strictObject({
  user: z
    .string()
    .min(1, "Type the user.")
    .max(63, "A user name has at most 63 characters.")
    .refine(withoutNul, "A user name has no NUL character."),
  password: z
    .string()
    .min(1, "Type the password.")
    .max(1024, "A password has at most 1024 characters.")
    .refine(withoutNul, "A password has no NUL character."),
});

export const postgresqlForm = {
  id: "postgresql" as const,
  name: "PostgreSQL",
  summary: "Database, port 5432",
  prepare: [
    "Its host, port and database, reachable from this server",
    "A user that may read the catalog and the tables you need",
    "The CA certificate, if your organisation signs its own",
  ],
  details,
  credentials,
  detailFields: {
    host: { label: "Host", input: "text", columns: 4, placeholder: "db.example.com" },
    port: { label: "Port", input: "number", columns: 2 },
    database: { label: "Database", input: "text", columns: 3 },
    tls: {
      label: "TLS",
      input: "select",
      columns: 3,
      options: [
        { value: "verify-full", label: "Verify certificate and name" },
        {
          value: "require",
          label: "Encrypt without verifying",
          warning: "Encrypted, but nobody checks who answers: a machine in between can read the password and the data.",
        },
        {
          value: "disable",
          label: "Turned off",
          warning:
            "Nothing is encrypted: the data, and the password if the server asks for it in clear, can be read on the way.",
        },
      ],
    },
    ca: {
      label: "CA certificate",
      hint: "PEM text. Only needed when your organisation signs its own certificates.",
      input: "pem",
      columns: 6,
      when: { field: "tls", in: ["verify-full"] },
    },
  },
  credentialFields: {
    user: { label: "User", input: "text", columns: 3 },
    password: { label: "Password", input: "secret", columns: 3 },
  },
  initialDetails: { host: "", port: "5432", database: "", tls: "verify-full", ca: "" },
  address: (value) => `${value.host.includes(":") ? `[${value.host}]` : value.host}:${value.port}/${value.database}`,
  urlExample: "postgres://user:password@host:5432/database",
  parseUrl,
} satisfies ConnectorForm<typeof details, typeof credentials>;

// sslmode names of libpq, mapped to our three; anything weaker than "require" asks for no certainty, so it is left alone.
const tlsOfSslmode: Record<string, string> = {
  disable: "disable",
  require: "require",
  "verify-ca": "verify-full",
  "verify-full": "verify-full",
};

function parseUrl(text: string): PastedUrl | null {
  const trimmed = text.trim();
  if (!/^postgres(ql)?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  const details: Record<string, string> = {};
  const credentials: Record<string, string> = {};
  if (url.hostname !== "") details.host = url.hostname.replace(/^\[|\]$/g, "");
  details.port = url.port === "" ? "5432" : url.port;
  const database = decode(url.pathname.slice(1));
  if (database !== "") details.database = database;
  const tls = tlsOfSslmode[url.searchParams.get("sslmode") ?? ""];
  if (tls !== undefined) details.tls = tls;
  if (url.username !== "") credentials.user = decode(url.username);
  if (url.password !== "") credentials.password = decode(url.password);
  return { details, credentials };
}

/** Percent-decodes; a stray `%` is kept as typed rather than refused. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
