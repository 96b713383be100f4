import type { Browser } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { makeApp } from "@/db/factories";
import { users } from "@/db/schema";
import { changeUserRole } from "@/lib/users/administration/commands";
import { violationsOf } from "./axe";
import { type Account, expect, queryOf, signInOverHttp, test } from "./fixtures";
import { Shell } from "./pages/shell";
import { UsersPage } from "./pages/users-page";
import { setting } from "./settings";

/** More than a page of people, of whom the fifth signed in an hour ago and the others not yet. */
async function fill(account: Account, count: number): Promise<void> {
  await db().execute(sql`
    insert into users (id, account_id, name, email, role, last_sign_in_at)
    select gen_random_uuid(), ${account.id}, 'Person ' || lpad(n::text, 2, '0'),
      'person-' || n || '-' || substr(${account.id}, 25) || '@norrvik.example', 'member',
      case when n = 5 then now() - interval '1 hour' end
    from generate_series(1, ${count}::int) n`);
}

test("a super admin finds people by search, filter, order and page, all of it in the address", async ({
  page,
  account,
  signedInAs,
}) => {
  await fill(account, 60);
  const leaver = await account.person("member", { name: "Aino Left", status: "deactivated" });
  const superAdmin = await signedInAs(await account.person("super_admin", { name: "Zoe Last" }));
  await account.connection(superAdmin);
  await makeApp({ by: superAdmin });
  const list = new UsersPage(page);
  const shell = new Shell(page);
  await page.goto("/apps?environment=test");
  await shell.choose("Administration");
  await expect(list.heading).toBeVisible();
  await expect(page).toHaveTitle("Users · Linkspan");
  await expect(list.names).toHaveCount(50);
  await expect(list.names.first()).toHaveText(leaver.name);
  await expect(list.row(leaver.name)).toContainText("Deactivated");

  await list.next.click();
  await expect(list.names.last()).toHaveText(superAdmin.name);
  await expect(list.row(superAdmin.name).getByRole("cell")).toContainText(["you", "Super admin", "Active", "just now"]);
  await expect(list.row(superAdmin.name).getByRole("cell").nth(4)).toHaveText("1 connection");
  await expect(list.row(superAdmin.name).getByRole("cell").nth(5)).toHaveText("1 app");
  await list.previous.click();
  await expect(list.names.first()).toHaveText(leaver.name);

  await list.sortBy("Last sign-in");
  await expect(list.names.first()).toHaveText(superAdmin.name);
  await expect(list.names.nth(1)).toHaveText("Person 05");
  await expect(list.table.getByRole("columnheader", { name: "Last sign-in" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );

  await list.search.fill("person 0");
  await expect(list.names).toHaveCount(9);
  await list.filter("Status", "Deactivated");
  await expect(page.getByRole("heading", { name: "No user matches “person 0”" })).toBeVisible();
  expect(queryOf(page)).toEqual({
    environment: "test",
    q: "person 0",
    status: "deactivated",
    sort: "last_sign_in",
    direction: "desc",
  });
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(list.names).toHaveText([leaver.name]);
  await page.getByRole("link", { name: "1 super admin" }).click();
  await expect(list.names).toHaveText([superAdmin.name]);
  await page.goBack();
  await expect(list.names).toHaveText([leaver.name]);
  await page.reload();
  await expect(list.names).toHaveText([leaver.name]);
});

/** Somebody else's browser. */
async function elsewhere(browser: Browser, email: string) {
  const context = await browser.newContext({ baseURL: setting("E2E_BASE_URL") });
  await signInOverHttp(context.request, email);
  return context.newPage();
}

test("a super admin changes roles, signs people out and brings them back, by keyboard too; the last one stays", async ({
  page,
  account,
  browser,
  signedInAs,
  trouble,
}) => {
  const member = await account.person("member", { name: "Hanna Eriksen" });
  const leaver = await account.person("super_admin", { name: "Jonas Lindqvist", status: "deactivated" });
  const superAdmin = await signedInAs("super_admin");
  const theirs = await elsewhere(browser, member.email);
  await theirs.goto("/administration/users");
  await expect(theirs.getByRole("heading", { name: "This page is closed to you" })).toBeVisible();
  const list = new UsersPage(page);
  await list.open();

  // The only super admin is told before and after, and stays.
  await list.more(superAdmin.name).click();
  await expect(list.item("Make member")).toHaveAttribute("aria-disabled", "true");
  await expect(list.item("Make member")).toHaveAccessibleDescription(/always keeps at least one active super admin/);
  await page.keyboard.press("Escape");

  await list.more(member.name).focus();
  await page.keyboard.press("Enter");
  await expect(list.item("Make super admin")).toBeFocused();
  await page.keyboard.press("Enter");
  const promote = list.question("Make super admin");
  await expect(promote.getByRole("button", { name: "Cancel" })).toBeFocused();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(list.row(member.name)).toContainText("Super admin");
  await expect(list.more(member.name)).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "is a super admin now" })).toHaveCount(1);

  // Their next request is a super admin's, then a member's again, while their page stands open.
  const open = new UsersPage(theirs);
  await open.open();
  await open.more(superAdmin.name).click();
  await expect(open.item("Make member")).not.toHaveAttribute("aria-disabled");
  await open.item("Make member").click();
  await list.choose(member.name, "Make member");
  await list.question("Make member").getByRole("button", { name: "Make member" }).click();
  await expect(list.row(member.name)).toContainText("Member");
  const refused = open.question("Make member");
  await refused.getByRole("button", { name: "Make member" }).click();
  await expect(refused).toContainText("Only super admins administer users.");
  const answer = await theirs.goto("/administration/users");
  expect(answer?.status()).toBe(403);
  await theirs.goto("/connections");
  await new Shell(theirs).openProfile();
  await expect(open.menu.getByRole("menuitem", { name: "Profile settings" })).toBeVisible();
  await expect(open.item("Administration")).toHaveCount(0);

  await list.choose(member.name, "Sign out everywhere");
  await list.question("Sign out everywhere").getByRole("button", { name: "Sign out" }).click();
  await expect(list.question("Sign out everywhere")).toHaveCount(0);
  await theirs.goto("/connections");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.context().close();

  await list.more(leaver.name).click();
  await expect(list.item("Make member")).toHaveAccessibleDescription(/Reactivate them before/);
  await list.item("Reactivate").click();
  await expect(list.question("Reactivate")).toContainText("Nothing that they had comes back by itself");
  await list.question("Reactivate").getByRole("button", { name: "Reactivate" }).click();
  await expect(list.row(leaver.name).getByRole("cell")).toContainText([leaver.name, "Member", "Active"]);

  await list.row(leaver.name).getByRole("link").click();
  await expect(page.getByRole("heading", { name: leaver.name, level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "In this account" })).toContainText("Not yet");

  // Demoted by somebody else while this page stands open.
  const second = await account.person("super_admin");
  await changeUserRole(second, { userId: superAdmin.id, role: "member" });
  trouble.expect(/403/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "This page is closed to you" })).toBeVisible();
});

const longName = `${"Ana-Maria de la Fuente y Sánchez ".repeat(4)}`.slice(0, 100).trim();

test("users and one of them are accessible and no wider than the screen, light and dark, wide and phone", async ({
  page,
  account,
  signedInAs,
}) => {
  await account.person("member", { name: longName });
  const leaver = await account.person("member", { name: "Aino Left", status: "deactivated" });
  const superAdmin = await signedInAs("super_admin");
  await account.connection(superAdmin);
  await db().update(users).set({ roleFrom: "provider" }).where(eq(users.id, superAdmin.id));
  const list = new UsersPage(page);
  const looks = [
    { colorScheme: "light", width: 1440, height: 900 },
    { colorScheme: "dark", width: 390, height: 844 },
  ] as const;
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    const check = async (what: string) => {
      expect(await violationsOf(page), what).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${what} is no wider than the screen`).toBeLessThanOrEqual(0);
    };
    await list.open();
    await expect(list.names).toHaveCount(3);
    await check("users");
    await list.more(leaver.name).click();
    await expect(list.item("Reactivate")).toBeVisible();
    await check("users-menu");
    await page.keyboard.press("Escape");
    await page.goto(`/administration/users/${superAdmin.id}`);
    await expect(page.getByRole("region", { name: "In this account" })).toContainText("identity provider");
    await check("user");
    await list.open({ q: "nobody", role: "super_admin" });
    await expect(page.getByRole("button", { name: "Clear filters" })).toBeVisible();
    await check("users-none");
  }
});
