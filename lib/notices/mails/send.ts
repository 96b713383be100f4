import { AppError } from "../../errors";
import { log } from "../../log";
import { type Mail, mailIsConfigured, sendMail } from "../../mail/mail";
import { claimMail, dropUnwanted, markSent, putOff } from "./commands";
import { messageOf } from "./message";

type Database = Parameters<typeof claimMail>[0];
type Sending = { at?: Database; send?: (mail: Mail) => Promise<void> };

/** Sends what is due, one e-mail after the other. Stops at a server that cannot be used: it would fail the others too. */
export async function sendDueMails({ at, send = sendMail }: Sending = {}): Promise<{ sent: number }> {
  await dropUnwanted(at);
  let sent = 0;
  for (let mail = await claimMail(at); mail !== null; mail = await claimMail(at)) {
    try {
      await send(await messageOf(mail));
    } catch (error) {
      const code = error instanceof AppError ? error.code : "internal";
      const isForGood = code === "invalid";
      await putOff(mail, { isForGood }, at);
      log.warn({ err: error, mailId: mail.id, tries: mail.tries, isForGood }, "an e-mail of notices was not sent");
      if (code === "unreachable" || code === "timeout") return { sent };
      continue;
    }
    await markSent(mail, at);
    sent += 1;
  }
  return { sent };
}

/** Does nothing where no mail server is configured: what is due waits for one, until it is stale. */
export async function mailNotices(): Promise<void> {
  if (mailIsConfigured()) await sendDueMails();
}
