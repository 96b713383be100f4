import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** `text` decoded; `header` gives an unfolded header's value, null where there is none. */
export type ReceivedMail = {
  from: string;
  to: readonly string[];
  user: string | null;
  secure: boolean;
  text: string;
  raw: string;
  header(name: string): string | null;
};

export type TestMailServer = { port: number; mails: ReceivedMail[]; stop(): Promise<void> };

/** A real SMTP server on loopback that keeps what it is given. Takes whatever password unless told otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key === undefined ? ["STARTTLS"] : [],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString("utf8");
        const from = mailFrom === false ? "" : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        mails.push({ from, to, user: session.user ?? null, secure: session.secure, raw, ...read(raw) });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up in the middle is what some tests are about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The mail server has no port.");
  return { port: address.port, mails, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

function read(raw: string): Pick<ReceivedMail, "text" | "header"> {
  const [head = "", ...body] = raw.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const header = (name: string) => {
    const line = lines.find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line === undefined ? null : line.slice(name.length + 1).trim();
  };
  return { header, text: decoded(body.join("\r\n\r\n"), header("content-transfer-encoding")) };
}

function decoded(body: string, encoding: string | null): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8").replaceAll("\r\n", "\n");
  const lines = body.replaceAll("\r\n", "\n");
  if (encoding !== "quoted-printable") return lines;
  const bytes = lines.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_all, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, "%25"));
}
