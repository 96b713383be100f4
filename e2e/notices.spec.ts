import type { Page } from "@playwright/test";
import { makeApp } from "@/db/factories";
import { breakGlass } from "@/lib/admins/break-glass/commands";
import { addAdmins, revokeAdmin } from "@/lib/admins/commands";
import { addMembers } from "@/lib/apps/members/commands";
import { noticesPageSize } from "@/lib/notices/schema";
import { violationsInEachScheme, violationsOf } from "./axe";
import { type Account, expect, signInOverHttp, test } from "./fixtures";
import { NoticesBell, NoticesPage } from "./pages/notices-page";
import { origin } from "./settings";

/** Longer than a line, in a script that is written from the right, and with what would be markup. */
const longName = `${"طلبيات الميناء ".repeat(6)}<b>bold</b>`.slice(0, 100).trim();

/** Whether what is on the screen is accessible in light and dark. */
async function look(page: Page, what: string): Promise<void> {
  expect(await violationsInEachScheme(page), what).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  await shoot(page, `${what} light`);
}

/** The same on a phone, in dark, and whether it is no wider than that. */
async function lookOnPhone(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsOf(page), `${what} on a phone`).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond, `${what} is no wider than a phone`).toBeLessThanOrEqual(0);
  await shoot(page, `${what} phone`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function shoot(page: Page, what: string): Promise<void> {
  const directory = process.env.NOTICES_SHOTS;
  if (directory !== undefined) await page.screenshot({ path: `${directory}/${what.replaceAll(" ", "-")}.png` });
}

/** The window gets the focus, as when somebody comes back to it. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
}

async function makePeople(account: Account) {
  const admin = await account.person("member", { name: "Hedda Lind" });
  const superAdmin = await account.person("super_admin", { name: "Ines Albrecht" });
  const reader = await account.person("member", { name: "Hanna Eriksen" });
  return { admin, superAdmin, reader };
}

test("a person is told while they work, reads it by keyboard, and goes where it leads", async ({
  page,
  account,
  signedInAs,
}) => {
  const { admin, superAdmin, reader } = await makePeople(account);
  const orders = await account.connection(admin, { name: "Orders", environment: "production" });
  const gone = await account.connection(admin, { name: longName });
  const bell = new NoticesBell(page);
  const notices = new NoticesPage(page);
  const press = (key: string) => page.keyboard.press(key);

  await signedInAs(reader);
  await page.goto("/apps");
  await expect(bell.button).toHaveAccessibleName("Notices");
  await bell.button.focus();
  await press("Enter");
  await expect(bell.popover.getByRole("heading", { name: "Notices" })).toBeFocused();
  await expect(bell.popover).toContainText("Nothing yet");
  await expect(bell.markAll).toHaveAttribute("aria-disabled", "true");
  await look(page, "bell empty");
  await press("Escape");
  await expect(bell.popover).toHaveCount(0);
  await expect(bell.button).toBeFocused();

  await addAdmins(admin, { connectionId: orders.id, userIds: [reader.id] });
  await addAdmins(admin, { connectionId: gone.id, userIds: [reader.id] });
  await revokeAdmin(admin, { connectionId: gone.id, userId: reader.id });
  const reason = "The night run fails and nobody answers";
  await breakGlass(superAdmin, { connectionId: orders.id, reason, end: { kind: "after", hours: 8 } });
  await comeBack(page);
  await expect(bell.button).toHaveAccessibleName("Notices, 4 unread");

  await press("Enter");
  await expect(bell.items).toHaveCount(4);
  await expect(bell.items.first()).toContainText(
    "Unread: Ines Albrecht, a super admin, shared Orders (Production) with themself for 8 hours.",
  );
  await expect(bell.items.first()).toContainText(`Reason: ${reason}`);
  await expect(bell.items.nth(1)).toContainText("Hedda Lind revoked your access to");
  await expect(bell.items.nth(1).getByRole("link")).toHaveCount(0);
  await expect(bell.items.nth(2)).toContainText("It was deleted, or it is not shared with you any more.");
  await expect(bell.items.nth(2).getByRole("link")).toHaveCount(0);
  // Markup in a name is text, and the name stands apart from the sentence around it.
  await expect(bell.items.nth(2).locator("bdi").nth(1)).toHaveText(longName);
  await look(page, "bell full");
  await lookOnPhone(page, "bell full");
  await press("Tab");
  await expect(bell.markAll).toBeFocused();
  await press("Tab");
  await expect(bell.items.first().getByRole("link")).toBeFocused();
  await press("Enter");
  await expect(page).toHaveURL(`/connections/${orders.id}/share`);
  await expect(bell.button).toHaveAccessibleName("Notices, 3 unread");

  await bell.button.click();
  await bell.seeAll.click();
  await expect(notices.items).toHaveCount(4);
  await expect(notices.unread).toHaveCount(3);
  await look(page, "notices");
  await lookOnPhone(page, "notices");
  await notices.markRead(notices.unread.first()).focus();
  await press("Enter");
  await expect(notices.unread).toHaveCount(2);
  await expect(notices.items.nth(1)).toBeFocused();
  await expect(bell.button).toHaveAccessibleName("Notices, 2 unread");
  await notices.choice("Unread").click();
  await expect(page).toHaveURL(/show=unread/);
  await expect(notices.items).toHaveCount(2);

  // What comes after the look is not among all that is marked.
  const shop = await makeApp({ by: admin, name: "Storefront" });
  await addMembers(admin, { appId: shop, userIds: [reader.id], level: "use" });
  await notices.markAll.click();
  await expect(notices.items).toHaveCount(1);
  await expect(notices.items).toContainText("Hedda Lind added you to the app Storefront.");
  await expect(bell.button).toHaveAccessibleName("Notices, 1 unread");
  await bell.button.click();
  await bell.markAll.click();
  await expect(bell.button).toHaveAccessibleName("Notices");
  await expect(notices.heading.locator("..")).toContainText("Nothing is unread");
  await press("Escape");
  await expect(page.getByText("You have read all of your notices.")).toBeVisible();
  await shoot(page, "nothing unread");
});

test("many notices are counted to the cap and turned page by page; a bell that cannot read says so", async ({
  page,
  account,
  signedInAs,
  trouble,
}) => {
  trouble.expect(/ERR_FAILED/);
  const { admin, reader } = await makePeople(account);
  for (let made = 0; made < noticesPageSize + 1; made += 1) {
    const appId = await makeApp({ by: admin, name: `App ${made}` });
    await addMembers(admin, { appId, userIds: [reader.id], level: "use" });
  }
  const bell = new NoticesBell(page);
  const notices = new NoticesPage(page);
  await signedInAs(reader);
  await notices.open("?environment=production");
  await expect(bell.button).toHaveAccessibleName(`Notices, ${noticesPageSize + 1} unread`);
  await expect(notices.items).toHaveCount(noticesPageSize);
  await shoot(page, "many");
  await page.getByRole("link", { name: "Older notices" }).click();
  await expect(notices.items).toHaveCount(1);
  await page.getByRole("link", { name: "Newest notices" }).click();
  await expect(notices.items).toHaveCount(noticesPageSize);

  await page.route("**/notices/latest", (route) => route.abort());
  await bell.button.click();
  await expect(bell.popover.getByRole("alert")).toContainText("The notices could not be read.");
  await look(page, "bell failed");
  await page.unroute("**/notices/latest");
  await bell.popover.getByRole("button", { name: "Try again" }).click();
  await expect(bell.items).toHaveCount(10);
  await bell.items.first().getByRole("link").click();
  await expect(page).toHaveURL(/\/apps\/[0-9a-f-]+\/data\?environment=production/);
});

test("nobody learns of another's notices, whoever they are and from wherever they ask", async ({
  account,
  playwright,
}) => {
  const { admin, superAdmin, reader } = await makePeople(account);
  const orders = await account.connection(admin, { name: "Orders" });
  await addAdmins(admin, { connectionId: orders.id, userIds: [reader.id] });
  const ask = async (email: string | null, what: "latest" | "unread", headers = { origin: origin() }) => {
    const client = await playwright.request.newContext({ baseURL: origin() });
    if (email !== null) await signInOverHttp(client, email);
    const answer = await client.post(`/notices/${what}`, { headers, data: { userId: reader.id } });
    const body = await answer.text();
    await client.dispose();
    return body.startsWith("{") ? JSON.parse(body) : answer.status();
  };
  for (const other of [admin.email, superAdmin.email]) {
    expect(await ask(other, "latest")).toEqual({ ok: true, value: { rows: [], seen: null, unread: 0 } });
    expect(await ask(other, "unread")).toEqual({ ok: true, value: { unread: 0 } });
  }
  expect(await ask(null, "latest")).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  expect(await ask(reader.email, "latest", { origin: "https://elsewhere.example" })).toBe(403);
  expect(await ask(reader.email, "unread")).toEqual({ ok: true, value: { unread: 1 } });
  expect(await ask(reader.email, "latest")).toMatchObject({ ok: true, value: { unread: 1 } });
});
