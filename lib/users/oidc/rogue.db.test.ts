import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { generateKeyPair, type JWTPayload, UnsecuredJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { usedStates } from "@/db/schema";
import { comeBack, type Journey, leave } from "@/scripts/testing/provider-browser";
import { type RogueProvider, startRogueProvider } from "@/scripts/testing/rogue-provider";
import type { OidcSettings } from "../../env";
import { openSession, sessionCookieName } from "../session-token";
import { toldInAddress } from "./schema";
import { takeState } from "./states/commands";

let rogue: RogueProvider;
let settings: OidcSettings;
let subject: string;
let userId: string;

beforeEach(async () => {
  rogue = await startRogueProvider();
  const { issuer } = rogue;
  settings = { issuer, clientId: "linkspan", clientSecret: "s", name: "Rogue", scopes: "openid", superAdmins: null };
  subject = randomUUID();
  const email = `${subject}@norrvik.example`;
  userId = (await makeUser({ accountId: await makeAccount(), email })).id;
  rogue.answers.userinfo = { sub: subject, email, email_verified: true };
});
afterEach(() => rogue.stop());

const seconds = () => Math.floor(Date.now() / 1000);
const asked = ({ authorization }: Journey, name: string) => authorization.searchParams.get(name) ?? "";

/** The claims of a token that is right for a journey. */
const rightFor = (journey: Journey): JWTPayload => ({
  iss: rogue.issuer,
  aud: "linkspan",
  sub: subject,
  iat: seconds(),
  exp: seconds() + 300,
  nonce: asked(journey, "nonce"),
});

const without = (name: string, claims: JWTPayload): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

async function comeBackWith(journey: Journey, changes: { query?: Record<string, string> } = {}) {
  const query = { code: "a code", state: asked(journey, "state"), ...changes.query };
  const { location, cookies } = await comeBack(settings, journey, query);
  const claims = await openSession(cookies[sessionCookieName()]);
  return { problem: new URL(location, "http://ours").searchParams.get("problem"), userId: claims?.userId ?? null };
}

/** How it ends when the token of a journey is made by `token`. */
async function outcomeOf(token: (journey: Journey) => Promise<string>) {
  const journey = await leave(settings);
  rogue.answers.idToken = () => token(journey);
  return comeBackWith(journey);
}

const signedIn = () => ({ problem: null, userId });
const refused = (problem: string) => ({ problem, userId: null });
const right = (journey: Journey) => rogue.sign(rightFor(journey));

describe("an answer that cannot be trusted signs nobody in", () => {
  test.each<[what: string, (journey: Journey) => Promise<string>]>([
    ["of another issuer", (journey) => rogue.sign({ ...rightFor(journey), iss: "https://elsewhere.example" })],
    ["for another client", (journey) => rogue.sign({ ...rightFor(journey), aud: "another" })],
    [
      "for several clients without a word for whom",
      (journey) => rogue.sign({ ...rightFor(journey), aud: ["linkspan", "another"] }),
    ],
    ["expired", (journey) => rogue.sign({ ...rightFor(journey), iat: seconds() - 900, exp: seconds() - 60 })],
    ["without an end", (journey) => rogue.sign(without("exp", rightFor(journey)))],
    ["with another's nonce", (journey) => rogue.sign({ ...rightFor(journey), nonce: "of another sign-in" })],
    ["without a nonce", (journey) => rogue.sign(without("nonce", rightFor(journey)))],
    [
      "signed with another key",
      async (journey) => rogue.sign(rightFor(journey), (await generateKeyPair("RS256")).privateKey),
    ],
    ["not signed", async (journey) => new UnsecuredJWT(rightFor(journey)).encode()],
    ["without a subject", (journey) => rogue.sign(without("sub", rightFor(journey)))],
    ["of another subject than its userinfo", (journey) => rogue.sign({ ...rightFor(journey), sub: "another" })],
    ["that is none", async () => "no token"],
  ])("a token %s", async (_what, token) => {
    expect(await outcomeOf(token)).toEqual(refused("untrusted"));
    expect(await outcomeOf(right)).toEqual(signedIn());
  });

  test("has a reference, under which the log says what was wrong, and an address shows no other words of its own", async () => {
    const journey = await leave(settings);
    rogue.answers.idToken = () => rogue.sign({ ...rightFor(journey), aud: "another" });
    const { location } = await comeBack(settings, journey, { code: "a code", state: asked(journey, "state") });
    const address = Object.fromEntries(new URL(location, "http://ours").searchParams);
    expect(toldInAddress.parse(address)).toEqual({
      problem: "untrusted",
      reference: expect.stringMatching(/^.{4}-.{4}$/),
    });
    expect(toldInAddress.parse({ ...address, reference: "call 555-0100" }).reference).toBeNull();
    expect(toldInAddress.safeParse({ problem: "Your account is locked" }).success).toBe(false);
  });

  test("the nonce of an earlier sign-in of the same browser", async () => {
    const earlier = await leave(settings);
    expect(
      await outcomeOf(async (journey) => rogue.sign({ ...rightFor(journey), nonce: asked(earlier, "nonce") })),
    ).toEqual(refused("untrusted"));
    expect(await outcomeOf(right)).toEqual(signedIn());
  });

  test("a verified email is believed from the answer that holds it alone", async () => {
    const { email } = rogue.answers.userinfo;
    rogue.answers.userinfo = { sub: subject, email };
    const split = (journey: Journey) => rogue.sign({ ...rightFor(journey), email_verified: true });
    expect(await outcomeOf(split)).toEqual(refused("unverified"));
    rogue.answers.userinfo = { sub: subject };
    const whole = (journey: Journey) => rogue.sign({ ...rightFor(journey), email, email_verified: true });
    expect(await outcomeOf(whole)).toEqual(signedIn());
  });
});

describe("an answer is taken once, from the browser that asked", () => {
  test("a captured callback with all of its cookies is worthless once it was used, and the provider is not even asked", async () => {
    const journey = await leave(settings);
    rogue.answers.idToken = () => right(journey);
    expect(await comeBackWith(journey)).toEqual(signedIn());
    expect(await comeBackWith(journey)).toEqual(refused("over"));
    expect(rogue.exchanges()).toBe(1);
  });

  test("two at once with the same state: one gets in", async () => {
    const journey = await leave(settings);
    rogue.answers.idToken = () => right(journey);
    const outcomes = await Promise.all([comeBackWith(journey), comeBackWith(journey)]);
    expect(outcomes.map(({ problem }) => problem).sort()).toEqual([null, "over"].sort());
    expect(rogue.exchanges()).toBe(1);
  });

  test("a state of another browser, of none, and one made up: none is exchanged, and none uses up the right one", async () => {
    const [journey, other] = [await leave(settings), await leave(settings)];
    rogue.answers.idToken = () => right(journey);
    for (const state of [asked(other, "state"), "", "made up"]) {
      expect(await comeBackWith(journey, { query: { state } })).toEqual(refused("over"));
    }
    expect(await comeBackWith({ ...journey, cookies: {} })).toEqual(refused("over"));
    expect(rogue.exchanges()).toBe(0);
    expect(await comeBackWith(journey)).toEqual(signedIn());
  });

  test("a state is kept as a digest, and not for ever", async () => {
    const state = randomUUID();
    expect(await takeState(state)).toBe(true);
    expect(JSON.stringify(await db().select().from(usedStates))).not.toContain(state);
    await db()
      .update(usedStates)
      .set({ id: sql`('00000000' || substr(${usedStates.id}::text, 9))::uuid` });
    await takeState(randomUUID());
    expect(await db().select().from(usedStates)).toHaveLength(1);
  });
});

describe("a provider that does not answer as one", () => {
  test.each([
    ["names itself otherwise", { issuer: "https://elsewhere.example" }],
    ["has no keys", { jwks_uri: undefined }],
  ])("whose discovery document %s is not gone to", async (_what, document) => {
    rogue.answers.document = document;
    expect((await leave(settings)).authorization.searchParams.get("problem")).toBe("unreachable");
    rogue.answers.document = {};
    expect((await leave(settings)).authorization.origin).toBe(rogue.issuer);
  });

  test("that fails, or falls silent, while its answer is taken is said to be unreachable, in bounded time", async () => {
    const begun = performance.now();
    for (const status of [500, null]) {
      rogue.answers.tokenStatus = status;
      expect(await outcomeOf(right)).toEqual(refused("unreachable"));
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
    rogue.answers.tokenStatus = 200;
    expect(await outcomeOf(right)).toEqual(signedIn());
  });

  test("that is down is said to be unreachable", async () => {
    await rogue.stop();
    expect((await leave(settings)).authorization.searchParams.get("problem")).toBe("unreachable");
  });
});
