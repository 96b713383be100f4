import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import type { Actor } from "../../policy";
import { acceptInvitation, acceptInvitationAs, inviteUser } from "../invitations/commands";
import { forgotPassword, offerReset, resetPassword } from "../resets/commands";

const settings = {
  OIDC_ISSUER: "https://id.example",
  OIDC_CLIENT_ID: "linkspan",
  OIDC_CLIENT_SECRET: "a secret",
  OIDC_NAME: "Norrvik ID",
  PASSWORD_SIGN_IN: "off",
};
const client = { address: "203.0.113.47", browser: "A browser" };
const password = "correct horse battery";
let admin: Actor;

// Settings are read once, when something first asks for them.
beforeAll(async () => {
  Object.assign(process.env, settings);
  admin = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
});
afterAll(() => {
  for (const name of Object.keys(settings)) delete process.env[name];
});

test("where passwords open nothing, no link makes one, with the reason; invited people join by the provider", async () => {
  const email = `${randomUUID()}@norrvik.example`;
  const delivery = await inviteUser(admin, { email, name: "", role: "member" });
  const token = delivery.by === "copy" ? (delivery.link.split("#")[1] ?? "") : "";
  for (const attempt of [
    () => acceptInvitation({ token, name: "Ada", password }, client),
    () => offerReset(admin, { userId: admin.id }),
    () => forgotPassword(admin.email, client),
    () => resetPassword({ token, password }, client),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "forbidden", message: /switched off.*Norrvik ID/ });
  }
  const claims = await db().transaction((tx) => acceptInvitationAs(tx, { email, name: "Ada of the provider" }));
  expect(claims).toMatchObject({ accountId: admin.accountId });
});
