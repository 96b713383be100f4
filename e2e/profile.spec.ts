import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { newId } from "@/db/ids";
import { signIns } from "@/db/schema";
import { violationsOf } from "./axe";
import { expect, password, signInOverHttp, test } from "./fixtures";
import { ProfilePage } from "./pages/profile-page";
import { Shell } from "./pages/shell";
import { SignInPage } from "./pages/sign-in-page";
import { setting } from "./settings";

test("somebody changes their name, theme and time zone, and looks through their sign-ins", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  await account.connection(member, { createdAt: new Date("2026-03-12T08:23:31Z") });
  const profile = new ProfilePage(page);
  const shell = new Shell(page);
  await page.goto("/apps?environment=test");
  await shell.choose("Profile settings");
  await expect(profile.heading).toBeVisible();

  await profile.name.fill("   ");
  await profile.button("Save name").click();
  await expect(profile.name).toHaveAccessibleDescription("Type a name.");
  await profile.name.fill("Hanna Eriksen");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "You" })).toContainText("Saved");
  await expect(shell.profile).toContainText("Hanna Eriksen");

  await profile.theme("Dark").check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(profile.theme("Dark")).toBeChecked();
  await shell.chooseTheme("System");
  await expect(profile.theme("System")).toBeChecked();

  await expect(profile.timeZone).toHaveValue("");
  await profile.timeZone.selectOption("Asia/Kathmandu");
  await expect(page.getByRole("region", { name: "Display" })).toContainText("Saved");
  await page.reload();
  await expect(profile.timeZone).toHaveValue("Asia/Kathmandu");
  await page.goto("/connections");
  const created = page.getByRole("table").locator("time").first();
  await created.focus();
  await expect(page.getByRole("tooltip")).toHaveText("12 Mar 2026, 14:08:31 Asia/Kathmandu");

  // Twenty older ones beside the one that began this session.
  await db()
    .insert(signIns)
    .values(
      Array.from({ length: 20 }, (_, at) => ({
        id: newId(),
        accountId: account.id,
        userId: member.id,
        at: new Date(Date.UTC(2026, 0, 1, at)),
        method: "password" as const,
        address: `203.0.113.${at}`,
        browser: at === 0 ? "<b>curl</b>" : "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
      })),
    );
  await page.goto("/profile");
  await expect(profile.signIns.getByRole("row")).toHaveCount(21);
  await expect(profile.signIns.getByRole("row").nth(1)).toContainText("just now");
  await expect(profile.signIns.getByRole("row").nth(2)).toContainText("203.0.113.19");
  await expect(profile.signIns.getByRole("row").nth(2)).toContainText("Firefox on Linux");
  await page.getByRole("link", { name: "Older sign-ins" }).click();
  await expect(profile.signIns.getByRole("row")).toHaveCount(2);
  await expect(profile.signIns.getByRole("row").nth(1)).toContainText("<b>curl</b>");
  await page.getByRole("link", { name: "Newest sign-ins" }).click();
  await expect(profile.signIns.getByRole("row")).toHaveCount(21);
});

test("a new password takes the current one and ends all other sessions; signing out everywhere ends this one too", async ({
  page,
  browser,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const other = await browser.newContext({ baseURL: setting("E2E_BASE_URL") });
  await signInOverHttp(other.request, member.email);
  const otherIsIn = async () => (await other.request.get("/profile", { maxRedirects: 0 })).status() === 200;
  const profile = new ProfilePage(page);
  await page.goto("/profile");

  await profile.currentPassword.fill("not the password");
  await profile.newPassword.fill("a better one, and longer");
  await profile.button("Change password").click();
  await expect(profile.currentPassword).toHaveAccessibleDescription("This is not your password. Check it.");
  await expect(profile.currentPassword).toBeFocused();
  await expect(profile.newPassword).toHaveValue("a better one, and longer");
  expect(await otherIsIn()).toBe(true);

  await profile.currentPassword.fill(password);
  await profile.button("Change password").click();
  await expect(page.getByText("Your other sessions are over; this one goes on.")).toBeVisible();
  await expect(profile.newPassword).toHaveValue("");
  expect(await otherIsIn()).toBe(false);
  await page.reload();
  await expect(profile.heading).toBeVisible();

  await signInOverHttp(other.request, member.email, "a better one, and longer");
  expect(await otherIsIn()).toBe(true);
  await profile.signOut.click();
  await profile.question.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(new SignInPage(page).heading).toBeVisible();
  expect(await otherIsIn()).toBe(false);
  await other.close();
});

test("who has no password is not asked for one; the page is accessible, light and dark, wide and phone", async ({
  page,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const profile = new ProfilePage(page);
  const looks = [
    { colorScheme: "light", width: 1440, height: 900 },
    { colorScheme: "dark", width: 390, height: 844 },
  ] as const;
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    await page.goto("/profile");
    await expect(profile.currentPassword).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
  await db().execute(sql`update users set password_hash = null where id = ${member.id}`);
  await page.reload();
  await expect(profile.name).toBeVisible();
  await expect(profile.currentPassword).toHaveCount(0);
});
