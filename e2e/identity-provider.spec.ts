import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { newId } from "@/db/ids";
import { invitations, users } from "@/db/schema";
import { type IdentityProvider, startIdentityProvider } from "@/scripts/testing/identity-provider";
import { violationsInEachScheme, widths } from "./axe";
import { expect, test } from "./fixtures";
import { setUpToken, withOperatedLinkspan } from "./operated-linkspan";
import { Shell } from "./pages/shell";
import { SignInPage } from "./pages/sign-in-page";

const ines = { sub: "u-1", name: "Ines Albrecht", email: "ines@norrvik.example", email_verified: true };
const bo = { sub: "u-2", name: "Bo Lindqvist", email: "bo@norrvik.example", email_verified: true };
const stranger = { sub: "u-3", name: "Somebody", email: "somebody@norrvik.example", email_verified: true };
const password = "a long enough password";

test("people sign in with the company's provider: linked, invited or told why not; without it, and without passwords", async ({
  page,
  trouble,
}) => {
  test.setTimeout(120_000);
  let provider: IdentityProvider | undefined;
  const env = async (url: string) => {
    provider = await startIdentityProvider(`${url}/api/auth/callback/oidc`);
    const { issuer, clientId, clientSecret } = provider;
    const client = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
    return { ...client, OIDC_NAME: "Norrvik ID" };
  };
  await withOperatedLinkspan({ env }, async (linkspan) => {
    if (provider === undefined) throw new Error("The provider has not started.");
    const [signIn, shell] = [new SignInPage(page), new Shell(page)];
    const button = page.getByRole("link", { name: "Continue with Norrvik ID" });
    const said = (words: string) => page.getByRole("alert").filter({ hasText: words });
    const comeAs = async (person: Parameters<IdentityProvider["signInAs"]>[0], path = "/sign-in") => {
      provider?.signInAs(person);
      // The provider remembers a browser too.
      await page.context().clearCookies();
      await page.goto(`${linkspan.url}${path}`);
      await button.press("Enter");
    };

    await page.goto(`${linkspan.url}/set-up`);
    await page.getByLabel("Set-up token").fill(setUpToken(linkspan));
    await page.getByLabel("Organisation").fill("Norrvik Trading");
    await page.getByLabel("Name", { exact: true }).fill(ines.name);
    await page.getByLabel("Email").fill(ines.email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Set up Linkspan" }).click();
    await expect(shell.profile).toContainText(ines.name);

    // A first sign-in is linked to the user of the verified email, and leads to the page that was asked for.
    await comeAs(ines, "/apps?environment=test");
    await expect(shell.profile).toContainText(ines.name);
    await expect(page).toHaveURL(`${linkspan.url}/apps?environment=test`);

    // An invited person joins the same way, without choosing a password.
    await invite(linkspan.databaseUrl(), bo.email);
    await comeAs(bo);
    await expect(shell.profile).toContainText(bo.name);

    // Nobody else gets in, and is told why, also in a browser that somebody is signed in with.
    provider.signInAs(stranger);
    await page.context().clearCookies({ name: /^_(session|interaction)/ });
    await page.goto(`${linkspan.url}/api/auth/signin/oidc`);
    await expect(said("Your email at Norrvik ID belongs to no user here")).toBeVisible();
    for (const size of widths) {
      await page.setViewportSize(size);
      expect(await violationsInEachScheme(page), `${size.width} wide`).toEqual([]);
    }
    await comeAs({ ...stranger, email: ines.email, email_verified: false });
    await expect(said("Norrvik ID has not verified your email")).toBeVisible();
    await comeAs(null);
    await expect(said("You did not finish signing in at Norrvik ID.")).toBeVisible();

    // Without passwords the provider is the only way, and the set-up's own password opens nothing.
    await linkspan.restart({ PASSWORD_SIGN_IN: "off" });
    await comeAs(ines);
    await expect(shell.profile).toContainText(ines.name);
    await page.context().clearCookies();
    await page.goto(`${linkspan.url}/sign-in`);
    await expect(button).toBeVisible();
    await expect(signIn.email).toHaveCount(0);
    expect(await violationsInEachScheme(page)).toEqual([]);

    // With the provider down the page is there, says so when asked, and passwords work as ever.
    await linkspan.restart({});
    await provider.stop();
    await comeAs(ines);
    await expect(said("Norrvik ID does not answer properly")).toBeVisible();
    await signIn.signIn(ines.email, password);
    await expect(shell.profile).toContainText(ines.name);
  });
  trouble.expect(/Failed to load resource/);
});

/** As a super admin does; the link itself goes to nobody. */
async function invite(databaseUrl: string, email: string): Promise<void> {
  const { database, close } = openDatabase(databaseUrl, 1);
  try {
    const [admin] = await database.select({ id: users.id, accountId: users.accountId }).from(users);
    if (admin === undefined) throw new Error("Nobody has set Linkspan up.");
    const by = { accountId: admin.accountId, invitedBy: admin.id };
    const at = { invitedAt: new Date(), sentAt: new Date(), expiresAt: sql`now() + interval '1 day'` };
    await database
      .insert(invitations)
      .values({ id: newId(), ...by, ...at, email, role: "member", tokenHash: randomUUID() });
  } finally {
    await close();
  }
}
