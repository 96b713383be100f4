import { expect, test } from "./fixtures";
import { setUpToken, withOperatedLinkspan } from "./operated-linkspan";
import { Shell } from "./pages/shell";
import { SignInPage } from "./pages/sign-in-page";

test("the first run of an operated instance is set up with the token of its log, once only", async ({
  browser,
  trouble,
}) => {
  test.setTimeout(90_000);
  trouble.expect(/404/);
  await withOperatedLinkspan({}, async (linkspan) => {
    const page = await browser.newPage({ baseURL: linkspan.url });
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Set up Linkspan" })).toBeVisible();
    const token = page.getByLabel("Set-up token");
    await token.fill("0000-0000-0000-0000-0000-0000");
    await page.getByLabel("Organisation").fill("Norrvik Trading");
    await page.getByLabel("Name", { exact: true }).fill("Ines Albrecht");
    await page.getByLabel("Email").fill("ines@norrvik.example");
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Set up Linkspan" }).click();
    await expect(token).toHaveAccessibleDescription(/This is not the latest set-up token in the log\./);
    await expect(page.getByLabel("Organisation")).toHaveValue("Norrvik Trading");

    await token.fill(setUpToken(linkspan).toLowerCase());
    await page.getByRole("button", { name: "Set up Linkspan" }).click();
    const shell = new Shell(page);
    await expect(shell.profile).toContainText("Ines Albrecht");
    await shell.openProfile();
    await expect(shell.profileMenu).toContainText("Super admin");

    expect((await page.request.get("/set-up")).status()).toBe(404);
    await page.context().clearCookies();
    const signIn = new SignInPage(page);
    await signIn.open();
    await expect(signIn.heading).toBeVisible();
    await expect(page.getByRole("heading", { name: "Demo sign-ins" })).toHaveCount(0);
    await signIn.signIn("ines@norrvik.example", "a long enough password");
    await expect(shell.profile).toContainText("Ines Albrecht");
    await page.close();
  });
});

test("without its database the list says that it could not be read, never that it is empty, and recovers", async ({
  browser,
  trouble,
}) => {
  test.setTimeout(90_000);
  trouble.expect(/500/);
  await withOperatedLinkspan({}, async (linkspan) => {
    const page = await browser.newPage({ baseURL: linkspan.url });
    await page.goto("/set-up");
    await page.getByLabel("Set-up token").fill(setUpToken(linkspan));
    await page.getByLabel("Organisation").fill("Norrvik Trading");
    await page.getByLabel("Name", { exact: true }).fill("Ines Albrecht");
    await page.getByLabel("Email").fill("ines@norrvik.example");
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Set up Linkspan" }).click();
    await expect(page.getByText("No connections in Development yet")).toBeVisible();

    await linkspan.stopDatabase();
    const answer = await page.goto("/connections");
    expect(answer?.status()).toBe(500);
    const alert = page.getByRole("alert").filter({ hasText: "did not answer" });
    await expect(alert).toBeVisible();
    const reference = /Reference (\S+)/.exec((await alert.textContent()) ?? "")?.[1] ?? "";
    expect(linkspan.output()).toContain(`"reference":"${reference}"`);
    expect((await page.request.get("/api/health/ready")).status()).toBe(503);
    expect((await page.request.get("/api/health/live")).status()).toBe(200);

    await linkspan.startDatabase();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("No connections in Development yet")).toBeVisible();
    await page.close();
  });
});

test("over HTTPS the cookies are the host's own, sent over HTTPS alone, and browsers are told to stay there", async ({
  playwright,
}) => {
  test.setTimeout(90_000);
  const publicUrl = "https://linkspan.norrvik.example";
  await withOperatedLinkspan({ publicUrl }, async (linkspan) => {
    const client = await playwright.request.newContext({ baseURL: linkspan.url });
    const page = await client.get("/set-up");
    expect(page.status()).toBe(200);
    expect(page.headers()["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
    expect(page.headers()["content-security-policy"]).toContain("upgrade-insecure-requests");

    const csrf = await client.get("/api/auth/csrf");
    const cookies = csrf.headersArray().filter(({ name }) => name.toLowerCase() === "set-cookie");
    expect(cookies.length).toBeGreaterThan(0);
    for (const { value } of cookies) {
      expect(value).toMatch(/^__(Host|Secure)-/);
      expect(value).toContain("HttpOnly");
      expect(value).toContain("Secure");
      expect(value).toContain("SameSite=Lax");
    }
    await client.dispose();
  });
});
