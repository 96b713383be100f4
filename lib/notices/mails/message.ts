import { env } from "../../env";
import type { Mail } from "../../mail/mail";
import { spoken } from "../../objects/drafts/definition";
import { placesOf } from "../places/queries";
import { reasonOf, sentenceOf } from "../words";
import type { DueMail } from "./commands";

/** What an e-mail of notices says, as its reader may see things now. */
export async function messageOf({ id, to, notices }: DueMail): Promise<Mail> {
  const records = notices.map(({ record }) => record);
  const places = await placesOf(to, records);
  const told = notices.map(({ at, record }, number) => {
    const sentence = spoken(sentenceOf(record, at));
    const reason = reasonOf(record);
    const href = places[number]?.href ?? null;
    const lines = [
      sentence,
      reason === null ? null : `Reason: \u2068${reason}\u2069`,
      momentIn(at, to.timeZone),
      href === null ? null : linkTo(href),
    ];
    return { sentence, text: lines.filter((line) => line !== null).join("\n") };
  });
  const [first] = told;
  const subject = told.length === 1 && first !== undefined ? first.sentence : `${told.length} notices in Linkspan`;
  const end = `All your notices: ${linkTo("/notices")}\nWhether they come by e-mail: ${linkTo("/profile")}\n`;
  return { id, to: to.email, subject, text: [...told.map(({ text }) => text), end].join("\n\n") };
}

function linkTo(path: string): string {
  return new URL(path, env().publicUrl).href;
}

function momentIn(at: Date, timeZone: string | null): string {
  const zone = timeZone ?? "UTC";
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone });
  return `${text.format(at)} ${zone}`;
}
