import { z } from "zod";

/** The only reader of process.env in app, components, lib and db. */
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const mailbox = /^(?:([^<>"\p{Cc}]{1,100}?)\s*<([^<>\s]+)>|([^<>\s]+))$/u;

const settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }),
  ENCRYPTION_KEYS: z.string().min(1),
  NEXTAUTH_SECRET: z.string().min(32, { error: "must have at least 32 characters" }),
  NEXTAUTH_URL: z.url({ protocol: /^https?$/, error: "must be the http(s) URL that people open" }),
  ALLOWED_NETWORKS: z.string().default(""),
  TRUSTED_PROXIES: z.string().default(""),
  LOG_LEVEL: z.enum(logLevels).default("info"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LINKSPAN_EMBEDDED: z.literal("1").optional(),
  LINKSPAN_DEMO_SIGN_INS: z.literal("1").optional(),
  SAMPLE_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SMTP_URL: z
    .string()
    .optional()
    .transform((value, context) => {
      if (value === undefined) return null;
      const server = mailServer(value);
      if (server === null) context.addIssue("must be smtp://user:password@host:port or smtps://…");
      return server ?? z.NEVER;
    }),
  MAIL_FROM: z
    .string()
    .optional()
    .transform((value, context) => {
      if (value === undefined) return null;
      const [, name = "", named, plain] = mailbox.exec(value.trim()) ?? [];
      const address = z.email().safeParse(named ?? plain);
      if (!address.success) context.addIssue("must be an address, like Linkspan <linkspan@example.org>");
      return address.success ? { name, address: address.data } : z.NEVER;
    }),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "must be the https URL that the provider names itself by", abort: true })
    .refine(isPrivateTransport, "must be https, except on loopback")
    .refine((url) => !/[?#]/.test(url), "has neither a query nor a fragment")
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().trim().min(1).max(60, "has at most 60 characters").optional(),
  OIDC_SCOPES: z
    .string()
    .refine((scopes) => scopes.split(" ").includes("openid"), 'must have "openid" in it, separated by spaces')
    .default("openid email profile"),
  OIDC_GROUPS_CLAIM: z.string().min(1).optional(),
  OIDC_SUPER_ADMIN_GROUP: z.string().min(1).optional(),
  PASSWORD_SIGN_IN: z.enum(["on", "off"], 'must be "on" or "off"').default("on"),
});

/** One without the other sends nothing, and would be found when somebody waits for a link. */
const schema = settings.superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
  if ((SMTP_URL === null) === (MAIL_FROM === null)) return;
  const [given, missing] = SMTP_URL === null ? ["MAIL_FROM", "SMTP_URL"] : ["SMTP_URL", "MAIL_FROM"];
  context.addIssue({ code: "custom", path: [missing], message: `is needed with ${given}` });
});

function mailServer(text: string): MailServer | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "" || !/^\/?$/.test(url.pathname))
    return null;
  const secure = url.protocol === "smtps:";
  const [user, password] = [decodedPart(url.username), decodedPart(url.password)];
  const tls = url.searchParams.get("tls");
  if (user === null || password === null || (tls !== null && tls !== "off")) return null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    tls: secure ? "from_the_start" : tls === "off" ? "never" : user === "" ? "if_offered" : "required",
    login: user === "" ? null : { user, password },
  };
}

function decodedPart(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign.
    return null;
  }
}

/** `required`: by STARTTLS, so that nobody on the way makes us send the password in clear. */
export type MailServer = {
  host: string;
  port: number;
  tls: "from_the_start" | "required" | "if_offered" | "never";
  login: { user: string; password: string } | null;
};
export type MailSettings = { server: MailServer; from: { name: string; address: string } };

/** What is sent there can be read by nobody in between. */
function isPrivateTransport(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** The identity provider that people may sign in with. */
export type OidcSettings = {
  /** As the provider writes it: it is compared, character by character. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says: **Continue with <name>**. */
  name: string;
  scopes: string;
  /** Null: the provider has no say in who is a super admin. */
  superAdmins: { claim: string; group: string } | null;
};

export type Env = {
  databaseUrl: string;
  /** `kid:base64url(32 bytes)`, comma-separated; the first one seals, all of them open. */
  encryptionKeys: string;
  authSecret: string;
  /** The URL that people open; its origin is the only one from which actions are accepted. */
  publicUrl: URL;
  /** `CIDR[:port]`, comma-separated: private and loopback destinations that connections may reach. */
  allowedNetworks: string;
  /** CIDRs, comma-separated, of proxies whose X-Forwarded-For is believed. */
  trustedProxies: string;
  logLevel: z.infer<typeof schema>["LOG_LEVEL"];
  port: number;
  /** True when `npm start` made everything itself (embedded PostgreSQL, own keys, demo account). */
  embedded: boolean;
  /** True when the sign-in page may offer the demo users (embedded, on loopback only). */
  demoSignIns: boolean;
  sampleDatabaseUrl: string | null;
  /** Null: Linkspan sends no e-mail. */
  mail: MailSettings | null;
  oidc: OidcSettings | null;
  /** False where everybody signs in with the identity provider. */
  passwordSignIn: boolean;
};

let parsed: Env | undefined;

/** The validated settings. Throws an Error that names every setting that is missing or wrong; never prints a value. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** For the log, which must work while the other settings are still missing: a wrong level reads as `info`. */
export function logLevel(): Env["logLevel"] {
  return z.enum(logLevels).catch("info").parse(process.env.LOG_LEVEL);
}

/** Reads settings from `source`; exported so that a start script and tests can check settings without starting anything. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => {
      const name = issue.path.join(".");
      return present[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`;
    });
    throw wrongSettings(problems);
  }
  const values = result.data;
  const oidc = oidcSettings(values);
  if (oidc === null && values.PASSWORD_SIGN_IN === "off") {
    throw wrongSettings(["PASSWORD_SIGN_IN: without an identity provider (OIDC_ISSUER) nobody could sign in"]);
  }
  return {
    databaseUrl: values.DATABASE_URL,
    encryptionKeys: values.ENCRYPTION_KEYS,
    authSecret: values.NEXTAUTH_SECRET,
    publicUrl: new URL(values.NEXTAUTH_URL),
    allowedNetworks: values.ALLOWED_NETWORKS,
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
    port: values.PORT,
    embedded: values.LINKSPAN_EMBEDDED === "1",
    demoSignIns: values.LINKSPAN_DEMO_SIGN_INS === "1",
    sampleDatabaseUrl: values.SAMPLE_DATABASE_URL ?? null,
    mail:
      values.SMTP_URL === null || values.MAIL_FROM === null
        ? null
        : { server: values.SMTP_URL, from: values.MAIL_FROM },
    oidc,
    passwordSignIn: values.PASSWORD_SIGN_IN === "on",
  };
}

function oidcSettings(values: z.output<typeof schema>): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  const { OIDC_GROUPS_CLAIM: claim, OIDC_SUPER_ADMIN_GROUP: group } = values;
  const needed = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
  const others = [values.OIDC_NAME, claim, group];
  if ([...Object.values(needed), ...others].every((value) => value === undefined)) return null;
  const missing = Object.entries({
    ...needed,
    ...(claim === undefined && group === undefined ? {} : { OIDC_GROUPS_CLAIM: claim, OIDC_SUPER_ADMIN_GROUP: group }),
  }).flatMap(([name, value]) => (value === undefined ? [`${name} is not set, but others of OIDC_… are`] : []));
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || missing.length > 0) {
    throw wrongSettings(missing);
  }
  const superAdmins = claim === undefined || group === undefined ? null : { claim, group };
  const name = values.OIDC_NAME ?? new URL(issuer).hostname;
  return { issuer, clientId, clientSecret, name, scopes: values.OIDC_SCOPES, superAdmins };
}

function wrongSettings(problems: readonly string[]): Error {
  return new Error(`Settings are missing or wrong: ${problems.join("; ")}. The README lists every setting.`);
}
