import { env } from "../../env";
import { AppError } from "../../errors";
import { failureOf } from "../../failure";
import { type Mail, mailIsConfigured, sendMail } from "../../mail/mail";
import type { Delivery } from "./schema";

/** Behind `#`, which a browser tells nobody: no log, no proxy and no other page sees the token. */
export function linkTo(page: "/invitation" | "/reset", token: string): string {
  return `${new URL(page, env().publicUrl).href}#${token}`;
}

/**
 * Sends a link that is already good, so after its transaction: by e-mail where that is configured. A failure to send is no
 * failure of what was done, and comes back with the link to copy.
 */
export async function deliver(link: string, mail: Mail): Promise<Delivery> {
  const toCopy = (problem: string | null): Delivery => ({ by: "copy", to: mail.to, link, problem });
  if (!mailIsConfigured()) return toCopy(null);
  try {
    await sendMail(mail);
    return { by: "mail", to: mail.to };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { message, reference } = failureOf(error);
    return toCopy(reference === null ? message : `${message} Reference ${reference}.`);
  }
}

/** A moment in words for an e-mail, whose reader's time zone nobody knows. */
export function untilInWords(moment: Date): string {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(moment)} UTC`;
}
