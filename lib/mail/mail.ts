import net from "node:net";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { env, type MailSettings } from "../env";
import { AppError } from "../errors";
import { log } from "../log";

/** Plain text alone: nothing in it can be markup. `id` says which message it is, so that one sent twice is seen to be one. */
export type Mail = { to: string; subject: string; text: string; id: string };

export type MailOptions = {
  settings?: MailSettings | null;
  /** For all of it, however slowly a server answers: somebody may be waiting. */
  limitMs?: number;
  /** Authorities beside those of Node, in PEM. */
  ca?: string;
};

const defaultLimitMs = 15_000;

export function mailIsConfigured(): boolean {
  return env().mail !== null;
}

/**
 * Hands a message to the mail server. Throws AppError `conflict` where none is configured, `unreachable` for a server that
 * cannot be used now, `timeout`, and `invalid` where it will not have this message or address whatever we do.
 */
export async function sendMail(mail: Mail, options: MailOptions = {}): Promise<void> {
  const { settings = env().mail, limitMs = defaultLimitMs, ca } = options;
  if (settings === null) throw new AppError("conflict", "Linkspan sends no e-mail here: SMTP_URL is not set.");
  const message = messageOf(mail, settings);
  const signal = AbortSignal.timeout(limitMs);
  let socket: net.Socket | undefined;
  try {
    socket = await connected(settings, signal);
    await transportOver(socket, settings, limitMs, ca).sendMail(message);
    log.info({ mailId: mail.id }, "e-mail handed over");
  } catch (error) {
    throw signal.aborted ? new AppError("timeout", slowWords, { cause: quiet(error) }) : refusal(error, mail);
  } finally {
    socket?.destroy();
  }
}

/** Ours, and not nodemailer's own: it ends at our limit also under a server that goes on answering byte by byte. */
async function connected({ server }: MailSettings, signal: AbortSignal): Promise<net.Socket> {
  const socket = new net.Socket({ signal });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.connect({ host: server.host, port: server.port }, resolve);
  });
  return socket;
}

function transportOver(connection: net.Socket, { server }: MailSettings, limitMs: number, ca: string | undefined) {
  const { host, port, tls, login } = server;
  const transport = createTransport({
    host,
    port,
    secure: tls === "from_the_start",
    requireTLS: tls === "required",
    ignoreTLS: tls === "never",
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options: unknown, give: (error: Error | null, socket: { connection: net.Socket }) => void) =>
      give(null, { connection }),
  });
  return transport;
}

function messageOf({ to, subject, text, id }: Mail, { from }: MailSettings) {
  return {
    from,
    to: { name: "", address: z.email().parse(to) },
    // What somebody typed may be in it, and a line break would begin another header.
    subject: subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "),
    text,
    messageId: `<${z
      .string()
      .regex(/^[\w-]+$/)
      .parse(id)}@${from.address.split("@")[1]}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

const slowWords = "The mail server did not answer in time, so the e-mail was not sent. Try again.";
const operator = "Whoever runs Linkspan checks SMTP_URL.";

const smtpError = z.object({
  code: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
  message: z.string().optional(),
});
type SmtpError = z.output<typeof smtpError>;

/** In our words. What the server said may quote the message back, with its link. */
function refusal(error: unknown, { to }: Mail): AppError {
  const known = smtpError.safeParse(error).data ?? {};
  const [code, words] = wordsFor(known, to);
  return new AppError(code, words, { cause: quiet(error) });
}

function wordsFor(
  { code, responseCode, command = "", message = "" }: SmtpError,
  to: string,
): ["unreachable" | "invalid", string] {
  const isForGood = responseCode !== undefined && responseCode >= 500;
  if (code === "EAUTH") return ["unreachable", `The mail server did not let Linkspan sign in. ${operator}`];
  // nodemailer puts its own code over that of Node, so that only Node's words tell what was wrong with a certificate.
  if (code === "ETLS" || (command === "CONN" && /certificate/i.test(message)))
    return ["unreachable", `The mail server offers no TLS that can be trusted. ${operator}`];
  if (command === "RCPT TO" && isForGood) return ["invalid", `The mail server refused the address ${to}. Check it.`];
  if (responseCode !== undefined) {
    return isForGood
      ? ["invalid", `The mail server refused the e-mail. Whoever runs Linkspan checks MAIL_FROM.`]
      : ["unreachable", "The mail server takes no e-mail right now. Try again later."];
  }
  return ["unreachable", `The mail server does not answer. ${operator}`];
}

/** For the log: which step and which code, and nothing that was sent or answered. */
function quiet(error: unknown): Error {
  const { code, responseCode, command } = smtpError.safeParse(error).data ?? {};
  return new Error(`SMTP failed: ${[command?.split(" ")[0], responseCode, code].filter(Boolean).join(" ")}`);
}
