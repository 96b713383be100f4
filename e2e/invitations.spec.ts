import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { invitations } from "@/db/schema";
import { startMailServer, type TestMailServer } from "@/scripts/testing/mail-server";
import { until } from "@/scripts/testing/until";
import { violationsInEachScheme } from "./axe";
import { expect, password as oldPassword, test } from "./fixtures";
import { setUpToken, withOperatedLinkspan } from "./operated-linkspan";
import { InvitationsPage, LinkPage } from "./pages/invitations-page";
import { Shell } from "./pages/shell";
import { SignInPage } from "./pages/sign-in-page";
import { UsersPage } from "./pages/users-page";
import { setting } from "./settings";

const password = "a password of one's own";
const newEmail = () => `${randomUUID().slice(0, 8)}@norrvik.example`;

/** Somebody else's browser, on a phone. */
async function phone(browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: setting("E2E_BASE_URL"),
    viewport: { width: 390, height: 844 },
    reducedMotion: "reduce",
    ...options,
  });
  return context.newPage();
}

test("a super admin invites somebody by a link to copy, who joins by it; each end of a link says what it is", async ({
  page,
  browser,
  account,
  signedInAs,
}) => {
  test.setTimeout(90_000);
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  await signedInAs(await account.person("super_admin", { name: "Ines Albrecht" }));
  const users = new UsersPage(page);
  const list = new InvitationsPage(page);
  await users.open();
  await list.invite.press("Enter");
  await expect(list.field("Email")).toBeFocused();
  await list.field("Email").fill("nobody");
  await page.keyboard.press("Enter");
  await expect(list.field("Email")).toHaveAccessibleDescription("Type an email address, like ada@example.org.");
  await expect(list.field("Email")).toBeFocused();
  await list.field("Email").fill(colleague.email);
  await list.press("Invite");
  await expect(list.field("Email")).toHaveAccessibleDescription("Hanna Eriksen has this email and is a user already.");
  const email = newEmail();
  await list.field("Email").fill(email);
  await list.field("Name").fill("Ada L.");
  expect(await violationsInEachScheme(page)).toEqual([]);
  await list.press("Invite");
  await expect(list.dialog).toContainText(`Give this link to ${email}`);
  const link = await list.link();
  await list.press("Done");
  await expect(list.invite).toBeFocused();
  await page.getByRole("link", { name: "Invitations" }).click();
  await expect(list.row(email)).toContainText("Open6 days left");

  const theirs = await phone(browser);
  const invited = new LinkPage(theirs);
  await theirs.goto(link);
  await expect(theirs.getByText("Ines Albrecht invites you to")).toBeVisible();
  await expect(theirs.getByText(email)).toBeVisible();
  await expect(invited.name).toHaveValue("Ada L.");
  await invited.password("Password").fill("too short");
  await invited.join.click();
  await expect(invited.password("Password")).toHaveAccessibleDescription("Use at least 12 characters.");
  expect(await violationsInEachScheme(theirs)).toEqual([]);
  await invited.name.fill("Ada Lovelace");
  await invited.password("Password").fill(password);
  await invited.join.click();
  await expect(new Shell(theirs).profile).toBeVisible();
  expect(theirs.url()).not.toContain("#");
  expect((await theirs.request.get("/administration/invitations")).status()).toBe(403);
  await theirs.goto(link);
  await expect(invited.alert).toHaveText("This invitation is used already. Sign in instead.");
  expect(await violationsInEachScheme(theirs)).toEqual([]);
  await theirs.context().close();

  // Sent again, expired, withdrawn: in somebody's browser without a session.
  const second = newEmail();
  await list.invite.click();
  await list.field("Email").fill(second);
  await list.dialog.getByRole("radio", { name: "Super admin" }).check();
  await list.press("Invite");
  const first = await list.link();
  await list.press("Done");
  await expect(list.row(second)).toContainText("Super admin");
  await expect(list.row(email)).toContainText("Accepted");
  await list.choose(second, "Send again");
  await list.press("Send again");
  const latest = await list.link();
  await list.press("Done");
  const nobodys = await phone(browser);
  const refused = new LinkPage(nobodys);
  await nobodys.goto(first);
  await expect(refused.alert).toContainText("This link does not work. Use the latest one that you were sent");
  await refused.link.fill(latest);
  await nobodys.getByRole("button", { name: "Continue" }).click();
  await expect(refused.join).toBeVisible();
  await db()
    .update(invitations)
    .set({ expiresAt: new Date(0) })
    .where(eq(invitations.email, second));
  await nobodys.reload();
  await expect(refused.alert).toContainText("This invitation has expired");
  await list.choose(second, "Withdraw");
  await list.press("Withdraw");
  await expect(list.row(second)).toContainText("Withdrawn");
  expect(await violationsInEachScheme(page)).toEqual([]);
  await nobodys.reload();
  await expect(refused.alert).toContainText("This invitation was withdrawn");
  await nobodys.goto("/invitation");
  await nobodys.getByRole("button", { name: "Continue" }).click();
  await expect(refused.link).toHaveAccessibleDescription("Paste the link that you were sent.");
  await nobodys.context().close();

  // A browser without scripts takes the link in a field.
  const third = newEmail();
  await list.invite.click();
  await list.field("Email").fill(third);
  await list.press("Invite");
  const plainLink = await list.link();
  const plain = await phone(browser, { javaScriptEnabled: false });
  const unscripted = new LinkPage(plain);
  await plain.goto("/invitation");
  await unscripted.link.fill(plainLink);
  await unscripted.name.fill("No Script");
  await unscripted.password("Password").fill(password);
  await unscripted.join.click();
  await expect(new Shell(plain).profile).toBeVisible();
  await plain.context().close();
});

test("a super admin makes a link with which somebody chooses a new password, and their earlier session is over", async ({
  page,
  browser,
  account,
  signedInAs,
}) => {
  const person = await account.person("member", { name: "Hanna Eriksen" });
  await signedInAs("super_admin");
  const theirs = await phone(browser);
  const signIn = new SignInPage(theirs);
  await signIn.open();
  await signIn.signIn(person.email, oldPassword);
  await expect(new Shell(theirs).profile).toBeVisible();

  const users = new UsersPage(page);
  const list = new InvitationsPage(page);
  await users.open();
  await users.choose(person.name, "Reset password");
  await list.press("Make link");
  const link = await list.link();
  expect(link).toContain("/reset#");
  expect(await violationsInEachScheme(page)).toEqual([]);

  const other = await phone(browser);
  const chosen = new LinkPage(other);
  await other.goto(link);
  await expect(other.getByText(person.email)).toBeVisible();
  await chosen.password("New password").fill(password);
  expect(await violationsInEachScheme(other)).toEqual([]);
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(new Shell(other).profile).toBeVisible();
  await other.goto(link);
  await expect(chosen.alert).toContainText("This link is used already.");

  await theirs.reload();
  await expect(signIn.heading).toBeVisible();
  await signIn.signIn(person.email, oldPassword);
  await expect(theirs.getByRole("alert").filter({ hasText: "do not fit together" })).toBeVisible();
  // Where no e-mail is sent, nothing offers one.
  await expect(theirs.getByText("Forgot your password?")).toHaveCount(0);
  expect((await theirs.request.get("/forgot-password")).status()).toBe(404);
  await theirs.context().close();
  await other.context().close();
});

test("with a mail server, the invitation and the link for a forgotten password arrive by e-mail", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const server = await startMailServer();
  const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: "Linkspan <linkspan@norrvik.example>" };
  await withOperatedLinkspan({ env }, async (linkspan) => {
    const page = await browser.newPage({ baseURL: linkspan.url });
    await page.goto("/set-up");
    await page.getByLabel("Set-up token").fill(setUpToken(linkspan));
    await page.getByLabel("Organisation").fill("Norrvik Trading");
    await page.getByLabel("Name", { exact: true }).fill("Ines Albrecht");
    await page.getByLabel("Email").fill("ines@norrvik.example");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Set up Linkspan" }).click();
    await expect(new Shell(page).profile).toBeVisible();

    const list = new InvitationsPage(page);
    await list.open();
    await list.invite.click();
    await list.field("Email").fill("ada@norrvik.example");
    await list.press("Invite");
    await expect(list.dialog).toContainText("The invitation is on its way to ada@norrvik.example.");
    await expect(list.dialog.getByRole("button", { name: "Copy link" })).toHaveCount(0);
    await list.press("Done");
    await new Shell(page).choose("Sign out");
    await expect(new SignInPage(page).heading).toBeVisible();

    const link = new LinkPage(page);
    await page.goto(await linkTo("ada@norrvik.example", server));
    await link.name.fill("Ada Lovelace");
    await link.password("Password").fill("a password soon forgotten");
    await link.join.click();
    await expect(new Shell(page).profile).toBeVisible();
    await new Shell(page).choose("Sign out");
    await expect(new SignInPage(page).heading).toBeVisible();

    for (const email of ["nobody@norrvik.example", "ada@norrvik.example"]) {
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Send a link" }).click();
      await expect(page.getByRole("status").filter({ hasText: "Look into your mailbox." })).toBeVisible();
      expect(page.url()).not.toContain("norrvik.example");
    }
    expect(await violationsInEachScheme(page)).toEqual([]);
    const reset = await linkTo("ada@norrvik.example", server);
    await page.goto(reset);
    await link.password("New password").fill(password);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(new Shell(page).profile).toBeVisible();
    expect(server.mails).toEqual([]);
    // Neither the links nor who asked are in the log.
    expect(linkspan.output()).toContain("e-mail handed over");
    expect(linkspan.output()).not.toContain(reset.split("#")[1]);
    await page.close();
  });
  await server.stop();
});

/** The link in the next e-mail, which must be to this person. */
async function linkTo(email: string, server: TestMailServer): Promise<string> {
  await until(async () => server.mails.length > 0, `an e-mail to ${email} arrives`);
  const mail = server.mails.shift();
  expect(mail?.to).toEqual([email]);
  return /http\S+#\S+/.exec(mail?.text ?? "")?.[0] ?? "";
}
