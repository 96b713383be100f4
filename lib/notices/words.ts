import type { Sentence } from "../objects/drafts/schema";
import { environmentNames } from "../policy";
import type { NoticeRecord } from "./schema";

type Of<K extends NoticeRecord["kind"]> = Extract<NoticeRecord, { kind: K }>["data"];
type Thing = { name: string; environment: keyof typeof environmentNames };

const hourMs = 3_600_000;
const lastOne = "the account has no other. Make somebody else super admin first.";

/** What a notice says, the same on the screen and in an e-mail. Names stand apart: people chose them. */
export function sentenceOf(notice: NoticeRecord, at: Date): Sentence {
  switch (notice.kind) {
    case "connection.shared":
      return [name(notice.data.by), " shared ", ...placed(notice.data), " with you."];
    case "connection.revoked":
      return [name(notice.data.by), " revoked your access to ", ...placed(notice.data), "."];
    case "connection.break_glass":
      return brokenGlass(notice.data, at);
    case "connection.break_glass_ended":
      return ["Your access to ", ...placed(notice.data), " is over: the time that you took it for has passed."];
    case "handed_over":
      return [name(notice.data.by), ` handed ${amounts(notice.data)} of `, name(notice.data.from), " over to you."];
    case "app.added":
      return [name(notice.data.by), " added you to the app ", name(notice.data.name), "."];
    case "app.removed":
      return [name(notice.data.by), " removed you from the app ", name(notice.data.name), "."];
    case "role.kept":
      return ["You are not in the group ", name(notice.data.group), ` any more, and still a super admin: ${lastOne}`];
    case "request.made":
      return asked(notice.data);
    case "request.answered":
      return answered(notice.data);
  }
}

const name = (text: string) => ({ name: text });

function placed({ name: thing, environment }: Thing): Sentence {
  return [name(thing), ` (${environmentNames[environment]})`];
}

function brokenGlass({ by, endsAt, ...connection }: Of<"connection.break_glass">, at: Date): Sentence {
  const time = endsAt === null ? "until it is revoked" : `for ${lengthOf(new Date(endsAt).getTime() - at.getTime())}`;
  return [name(by), ", a super admin, shared ", ...placed(connection), ` with themself ${time}.`];
}

/** In words and without a clock: whoever reads it may be in another time zone. */
function lengthOf(ms: number): string {
  const hours = Math.max(1, Math.round(ms / hourMs));
  return hours >= 48 ? counted(Math.round(hours / 24), "day") : counted(hours, "hour");
}

function asked({ by, asks, object, environment }: Of<"request.made">): Sentence {
  const where = environmentNames[environment];
  return asks === "deploy"
    ? [name(by), " asks you to deploy ", name(object), ` to ${where}.`]
    : [name(by), ` asks you for access to a connection in ${where}, for `, name(object), "."];
}

function answered({ by, asks, object, environment, answer }: Of<"request.answered">): Sentence {
  const where = environmentNames[environment];
  if (answer === "refused") {
    return asks === "deploy"
      ? [name(by), " refused to deploy ", name(object), ` to ${where}, which you asked for.`]
      : [name(by), ` refused access to a connection in ${where}, which you asked for `, name(object), "."];
  }
  return asks === "deploy"
    ? [name(by), " deployed ", name(object), ` to ${where}, as you asked.`]
    : [name(by), ` shared a connection in ${where} with you for `, name(object), ", as you asked."];
}

function amounts({ connections, apps, requests }: Of<"handed_over">): string {
  const parts = [
    [connections, "connection"],
    [apps, "app"],
    [requests, "request"],
  ] as const;
  const given = parts.flatMap(([count, word]) => (count === 0 ? [] : [counted(count, word)]));
  const last = given.pop() ?? "everything";
  return given.length === 0 ? last : `${given.join(", ")} and ${last}`;
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count.toLocaleString("en-GB")} ${word}s`;
}

/** Why somebody broke the glass, in their words. */
export function reasonOf(notice: NoticeRecord): string | null {
  return notice.kind === "connection.break_glass" ? notice.data.reason : null;
}

export function doerOf(notice: NoticeRecord): string | null {
  return "by" in notice.data ? notice.data.by : null;
}
