import { once } from "node:events";
import net from "node:net";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { startMailServer } from "@/scripts/testing/mail-server";
import { createTestAuthority, type TestAuthority } from "../connectors/test-certificates";
import { describeError } from "../describe-error";
import { type MailServer, type MailSettings, parseEnv } from "../env";
import { AppError } from "../errors";
import { type MailOptions, sendMail } from "./mail";

const link = "https://link.example.org/invitation#0123-4567-89AB-CDEF";
const mail = {
  to: "ada@norrvik.example",
  subject: "Join Norrvik Trading on Linkspan",
  text: `Żaneta invites you.\n\n${link}\n`,
  id: "0199f0c0-0000-7000-8000-000000000001",
};

const stops: (() => Promise<unknown>)[] = [];
let authority: TestAuthority;
beforeAll(async () => {
  authority = await createTestAuthority("Norrvik test authority");
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function mailServer(options: Parameters<typeof startMailServer>[0] = {}) {
  const server = await startMailServer(options);
  stops.push(server.stop);
  return server;
}

function settingsFor(port: number, server: Partial<MailServer> = {}): MailSettings {
  return {
    server: { host: "127.0.0.1", port, tls: "if_offered", login: null, ...server },
    from: { name: "Linkspan", address: "linkspan@norrvik.example" },
  };
}

const login = { user: "linkspan", password: "p@ss word" };

async function refusalOf(settings: MailSettings, options: MailOptions = {}, message = mail): Promise<AppError> {
  const error = await sendMail(message, { settings, ...options }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error(`Expected a refusal, got ${String(error)}.`);
}

describe("a message arrives", () => {
  test("as it was written, once for each id, and says that a machine wrote it", async () => {
    const server = await mailServer();
    await sendMail(mail, { settings: settingsFor(server.port) });
    const [received] = server.mails;
    expect(received).toMatchObject({ from: "linkspan@norrvik.example", to: [mail.to], user: null, secure: false });
    expect(received?.text.trimEnd()).toBe(mail.text.trimEnd());
    expect(received?.header("from")).toBe("Linkspan <linkspan@norrvik.example>");
    expect(received?.header("to")).toBe(mail.to);
    expect(received?.header("subject")).toBe(mail.subject);
    expect(received?.header("auto-submitted")).toBe("auto-generated");
    expect(received?.header("message-id")).toBe(`<${mail.id}@norrvik.example>`);
  });

  test("signed in, over STARTTLS where the server offers it and over TLS from the start", async () => {
    const certificate = await authority.issue(["localhost"]);
    const upgraded = await mailServer({ ...certificate, allowInsecureAuth: false });
    const own = { host: "localhost", login };
    await sendMail(mail, { settings: settingsFor(upgraded.port, { ...own, tls: "required" }), ca: authority.ca });
    await sendMail(mail, { settings: settingsFor(upgraded.port, { ...own, tls: "if_offered" }), ca: authority.ca });
    expect(upgraded.mails).toMatchObject([
      { user: "linkspan", secure: true },
      { user: "linkspan", secure: true },
    ]);
    const secure = await mailServer({ ...certificate, secure: true });
    await sendMail(mail, { settings: settingsFor(secure.port, { ...own, tls: "from_the_start" }), ca: authority.ca });
    expect(secure.mails).toMatchObject([{ user: "linkspan", secure: true }]);
  });
});

describe("nobody on the way gets the password", () => {
  test("a server that offers no TLS is not told it", async () => {
    let asked = 0;
    const server = await mailServer({
      onAuth: (_auth, _session, done) => {
        asked += 1;
        done(null, { user: "linkspan" });
      },
    });
    const refusal = await refusalOf(settingsFor(server.port, { tls: "required", login }));
    expect(refusal).toMatchObject({ code: "unreachable", message: expect.stringContaining("TLS") });
    expect(asked).toBe(0);
    await sendMail(mail, { settings: settingsFor(server.port, { tls: "never", login }) });
    expect(asked).toBe(1);
  });

  test("a certificate of nobody we trust, or for another name, ends it", async () => {
    const server = await mailServer({ ...(await authority.issue(["mail.norrvik.example"])) });
    const untrusted = await refusalOf(settingsFor(server.port, { host: "localhost", tls: "required", login }));
    const otherName = await refusalOf(settingsFor(server.port, { host: "localhost", tls: "required", login }), {
      ca: authority.ca,
    });
    for (const refusal of [untrusted, otherName]) expect(refusal.message).toContain("no TLS that can be trusted");
    expect(server.mails).toEqual([]);
  });
});

describe("what fails is said in our words, within the limit", () => {
  test("a wrong password, a refused address, and a server that takes nothing now", async () => {
    const refusing = await mailServer({ onAuth: (_auth, _session, done) => done(new Error(`not ${login.password}`)) });
    const unknown = settingsFor(refusing.port, { tls: "never", login });
    expect(await refusalOf(unknown)).toMatchObject({
      code: "unreachable",
      message: "The mail server did not let Linkspan sign in. Whoever runs Linkspan checks SMTP_URL.",
    });
    const answering = (responseCode: number) =>
      mailServer({
        onRcptTo: (_address, _session, done) => done(Object.assign(new Error(`no, says ${link}`), { responseCode })),
      });
    const refused = await refusalOf(settingsFor((await answering(550)).port));
    expect(refused).toMatchObject({
      code: "invalid",
      message: "The mail server refused the address ada@norrvik.example. Check it.",
    });
    const later = await refusalOf(settingsFor((await answering(450)).port));
    expect(later).toMatchObject({ code: "unreachable", message: expect.stringContaining("right now") });
  });

  test("what the server says of the message stays out of the answer and out of the log", async () => {
    const server = await mailServer({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done(Object.assign(new Error(`spam: ${link}`), { responseCode: 554 })));
      },
    });
    const refusal = await refusalOf(settingsFor(server.port));
    expect(refusal).toMatchObject({ code: "invalid", message: expect.stringContaining("refused the e-mail") });
    const logged = JSON.stringify(describeError(refusal));
    expect(logged).toContain("SMTP failed: DATA 554 EMESSAGE");
    expect(logged).not.toContain("invitation");
  });

  test("a server that is not there", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("No port.");
    await new Promise((resolve) => server.close(resolve));
    expect(await refusalOf(settingsFor(address.port))).toMatchObject({
      code: "unreachable",
      message: "The mail server does not answer. Whoever runs Linkspan checks SMTP_URL.",
    });
  });

  test.each([
    ["says nothing at all", () => undefined],
    // Never idle for long: nodemailer's own limit is on silence, and would wait for ever.
    [
      "greets, and then goes on answering a byte at a time",
      (socket: net.Socket) => {
        socket.write("220 mail.norrvik.example\r\n");
        setInterval(() => socket.write("2"), 20).unref();
      },
    ],
  ])("a server that %s", async (_what, behave) => {
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => {
      sockets.push(socket.on("error", () => undefined));
      behave(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    stops.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("No port.");
    const began = performance.now();
    const refusal = await refusalOf(settingsFor(address.port), { limitMs: 300 });
    expect(refusal).toMatchObject({ code: "timeout", message: expect.stringContaining("did not answer in time") });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(sockets).toHaveLength(1);
  });
});

describe("nobody writes a header of ours", () => {
  test("a subject and a sender's name stay one line each", async () => {
    const server = await mailServer();
    const subject = "Join\r\nBcc: eve@evil.example\u2028now";
    await sendMail({ ...mail, subject }, { settings: settingsFor(server.port) });
    expect(server.mails[0]?.header("bcc")).toBeNull();
    expect(server.mails[0]?.header("subject")).toBe("Join Bcc: eve@evil.example now");
    expect(server.mails[0]?.to).toEqual([mail.to]);
  });

  test.each([
    ["a second address", { to: "ada@norrvik.example, eve@evil.example" }],
    ["a line break in the address", { to: "ada@norrvik.example\r\nBcc: eve@evil.example" }],
    ["a name with an address", { to: "Ada <ada@norrvik.example>" }],
    ["a line break in the id", { id: "1>\r\nBcc: eve@evil.example" }],
  ])("%s sends nothing", async (_what, change) => {
    const server = await mailServer();
    const sending = sendMail({ ...mail, ...change }, { settings: settingsFor(server.port) });
    // A defect of ours, and nothing to say about the mail server.
    await expect(sending).rejects.not.toBeInstanceOf(AppError);
    expect(server.mails).toEqual([]);
    await sendMail(mail, { settings: settingsFor(server.port) });
    expect(server.mails).toHaveLength(1);
  });
});

describe("the settings", () => {
  const needed = {
    DATABASE_URL: "postgres://linkspan@127.0.0.1/linkspan",
    ENCRYPTION_KEYS: "a:key",
    NEXTAUTH_SECRET: "a secret of the tests, long enough to pass",
    NEXTAUTH_URL: "https://link.example.org",
  };
  const mailOf = (more: Record<string, string>) => parseEnv({ ...needed, ...more }).mail;
  const MAIL_FROM = "Linkspan <linkspan@example.org>";

  test("none of them is no e-mail, and one without the other is named", () => {
    expect(mailOf({})).toBeNull();
    expect(() => mailOf({ SMTP_URL: "smtp://mail.example.org" })).toThrow("MAIL_FROM is not set");
    expect(() => mailOf({ MAIL_FROM })).toThrow("SMTP_URL is not set");
  });

  test("a server, its port, its user, and when TLS is a must", () => {
    const serverOf = (SMTP_URL: string) => mailOf({ SMTP_URL, MAIL_FROM })?.server;
    expect(serverOf("smtp://li%40nk:p%40ss@mail.example.org")).toEqual({
      host: "mail.example.org",
      port: 587,
      tls: "required",
      login: { user: "li@nk", password: "p@ss" },
    });
    expect(serverOf("smtps://mail.example.org")).toMatchObject({ port: 465, tls: "from_the_start", login: null });
    expect(serverOf("smtp://[::1]:25")).toMatchObject({ host: "::1", port: 25, tls: "if_offered" });
    expect(serverOf("smtp://a:b@127.0.0.1:1025?tls=off")).toMatchObject({ tls: "never" });
    expect(mailOf({ SMTP_URL: "smtp://h", MAIL_FROM })?.from).toEqual({
      name: "Linkspan",
      address: "linkspan@example.org",
    });
    expect(mailOf({ SMTP_URL: "smtp://h", MAIL_FROM: "a@example.org" })?.from).toEqual({
      name: "",
      address: "a@example.org",
    });
  });

  test.each(["http://mail.example.org", "mail.example.org:25", "smtp://:25", "smtp://u:%@h", "smtp://h?tls=maybe"])(
    "%s is refused without being printed",
    (SMTP_URL) => {
      expect(() => mailOf({ SMTP_URL, MAIL_FROM })).toThrow(/^Settings are missing or wrong: SMTP_URL: must be/);
      expect(() => mailOf({ SMTP_URL, MAIL_FROM })).not.toThrow(SMTP_URL);
    },
  );

  test.each(["nobody", "a@example.org\r\nBcc: b@example.org", "A <a@example.org>, B <b@example.org>"])(
    "a sender like %j is refused",
    (from) => {
      expect(() => mailOf({ SMTP_URL: "smtp://h", MAIL_FROM: from })).toThrow("MAIL_FROM: must be an address");
    },
  );
});
