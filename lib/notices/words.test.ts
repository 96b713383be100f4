import { expect, test } from "vitest";
import { spoken } from "../objects/drafts/definition";
import type { NoticeRecord } from "./schema";
import { doerOf, reasonOf, sentenceOf } from "./words";

const at = new Date("2026-11-25T12:00:00Z");
const orders = { by: "Hedda Lind", connectionId: "c", name: "Orders", environment: "production" as const };
const request = { by: "Hedda Lind", requestId: "r", object: "Parcels", environment: "test" as const };
const glass = (endsAt: string | null) => ({ ...orders, reason: "The night run fails", endsAt });
const left = (connections: number, apps: number, requests: number) => {
  return { by: "Ines Albrecht", from: "Hedda Lind", connections, apps, requests };
};

const said: [NoticeRecord, string][] = [
  [{ kind: "connection.shared", data: orders }, "Hedda Lind shared Orders (Production) with you."],
  [{ kind: "connection.revoked", data: orders }, "Hedda Lind revoked your access to Orders (Production)."],
  [
    { kind: "connection.break_glass", data: glass("2026-11-25T13:00:00Z") },
    "Hedda Lind, a super admin, shared Orders (Production) with themself for 1 hour.",
  ],
  [
    { kind: "connection.break_glass", data: glass("2026-11-26T12:00:00Z") },
    "Hedda Lind, a super admin, shared Orders (Production) with themself for 24 hours.",
  ],
  [
    { kind: "connection.break_glass", data: glass("2026-12-25T12:00:00Z") },
    "Hedda Lind, a super admin, shared Orders (Production) with themself for 30 days.",
  ],
  [
    { kind: "connection.break_glass", data: glass(null) },
    "Hedda Lind, a super admin, shared Orders (Production) with themself until it is revoked.",
  ],
  [
    { kind: "connection.break_glass_ended", data: { connectionId: "c", name: "Orders", environment: "production" } },
    "Your access to Orders (Production) is over: the time that you took it for has passed.",
  ],
  [
    { kind: "handed_over", data: left(3, 1, 2) },
    "Ines Albrecht handed 3 connections, 1 app and 2 requests of Hedda Lind over to you.",
  ],
  [{ kind: "handed_over", data: left(0, 0, 1) }, "Ines Albrecht handed 1 request of Hedda Lind over to you."],
  [
    { kind: "handed_over", data: left(5000, 2, 0) },
    "Ines Albrecht handed 5,000 connections and 2 apps of Hedda Lind over to you.",
  ],
  [
    { kind: "app.added", data: { by: "Hedda Lind", appId: "a", name: "Deliveries" } },
    "Hedda Lind added you to the app Deliveries.",
  ],
  [
    { kind: "app.removed", data: { by: "Hedda Lind", appId: "a", name: "Deliveries" } },
    "Hedda Lind removed you from the app Deliveries.",
  ],
  [
    { kind: "role.kept", data: { group: "linkspan-admins" } },
    "You are not in the group linkspan-admins any more, and still a super admin: the account has no other. " +
      "Make somebody else super admin first.",
  ],
  [{ kind: "request.made", data: { ...request, asks: "deploy" } }, "Hedda Lind asks you to deploy Parcels to Test."],
  [
    { kind: "request.made", data: { ...request, asks: "access" } },
    "Hedda Lind asks you for access to a connection in Test, for Parcels.",
  ],
  [
    { kind: "request.answered", data: { ...request, asks: "deploy", answer: "confirmed" } },
    "Hedda Lind deployed Parcels to Test, as you asked.",
  ],
  [
    { kind: "request.answered", data: { ...request, asks: "deploy", answer: "refused" } },
    "Hedda Lind refused to deploy Parcels to Test, which you asked for.",
  ],
  [
    { kind: "request.answered", data: { ...request, asks: "access", answer: "confirmed" } },
    "Hedda Lind shared a connection in Test with you for Parcels, as you asked.",
  ],
  [
    { kind: "request.answered", data: { ...request, asks: "access", answer: "refused" } },
    "Hedda Lind refused access to a connection in Test, which you asked for Parcels.",
  ],
];

test.each(said)("%j is said in a sentence", (notice, sentence) => {
  expect(spoken(sentenceOf(notice, at)).replace(/[\u2068\u2069]/g, "")).toBe(sentence);
});

test("every name in a sentence stands apart from what Linkspan says", () => {
  for (const [notice] of said) {
    const words = sentenceOf(notice, at).filter((part) => typeof part === "string");
    expect(words.join("")).not.toMatch(/Hedda|Ines|Orders|Parcels|Deliveries/);
  }
});

test("a reason and who did it are told where there are any", () => {
  const broken: NoticeRecord = { kind: "connection.break_glass", data: glass(null) };
  const { by: _by, ...thing } = orders;
  const ended: NoticeRecord = { kind: "connection.break_glass_ended", data: thing };
  expect([reasonOf(broken), doerOf(broken)]).toEqual(["The night run fails", "Hedda Lind"]);
  expect([reasonOf(ended), doerOf(ended)]).toEqual([null, null]);
});
