import type { Browser } from "@playwright/test";
import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { makeApp } from "@/db/factories";
import { inviteUser } from "@/lib/users/invitations/commands";
import { violationsInEachScheme, violationsOf } from "./axe";
import { type Account, expect, signInOverHttp, test } from "./fixtures";
import { ConnectionsPage } from "./pages/connections-page";
import { DeactivatePage } from "./pages/deactivate-page";
import { SharePage } from "./pages/share-page";
import { UsersPage } from "./pages/users-page";
import { setting } from "./settings";

/** Somebody else's browser. */
async function elsewhere(browser: Browser, email: string) {
  const context = await browser.newContext({ baseURL: setting("E2E_BASE_URL") });
  await signInOverHttp(context.request, email);
  return context.newPage();
}

test("who leaves stops at once where they are, and what they alone answered for has somebody the same moment", async ({
  page,
  account,
  browser,
  signedInAs,
}) => {
  const leaver = await account.person("super_admin", { name: "Tomasz Wrona" });
  const hanna = await account.person("member", { name: "Hanna Eriksen" });
  const priya = await account.person("member", { name: "Priya Raman" });
  const orders = await account.connection(leaver, { name: "Orders" });
  await account.connection(leaver, { name: "Ledger", environment: "production" });
  await account.connection(leaver, { name: "Old returns" });
  await account.connection(leaver, { name: "Shared", admins: [priya] });
  const appId = await makeApp({ by: leaver, name: "Storefront" });
  await inviteUser(leaver, { email: `newcomer-${account.id}@norrvik.example`, name: "", role: "member" });
  await signedInAs("super_admin");

  const theirs = await elsewhere(browser, leaver.email);
  await theirs.goto(`/connections/${orders.id}/share`);
  const users = new UsersPage(page);
  const screen = new DeactivatePage(page);
  await users.open();
  await users.choose(leaver.name, "Deactivate");
  await expect(screen.heading).toHaveText("Deactivate Tomasz Wrona");
  await expect(screen.connections).toContainText("1 in Production and 2 in Development");
  await expect(screen.missing).toHaveText("Not decided yet: 3 connections and 1 app.");
  await expect(screen.deactivate).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("region", { name: "Invitations" })).toContainText(`newcomer-${account.id}`);
  expect(await violationsInEachScheme(page)).toEqual([]);

  // Singly, by keyboard: the focus comes back to where it was.
  const decide = screen.item("Ledger").getByRole("button", { name: "Decide" });
  await decide.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Hand over to" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(screen.handOver.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("priya");
  await expect(screen.handOver.getByRole("option")).toHaveCount(1);
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(screen.item("Ledger")).toContainText("Goes to Priya Raman");
  await expect(decide).toBeFocused();
  await screen.decide("Old returns", "Leave without an admin");
  await screen.chooseRest.click();
  await screen.choose(hanna.name);
  await expect(screen.item("Orders")).toContainText("Goes to Hanna Eriksen, like the rest");
  await expect(page.getByText("1 connection stays without an admin.")).toBeVisible();

  // Something changes meanwhile: nothing happens, and what was decided stays.
  await db().execute(sql`
    update connections set admin_count = admin_count + 1 where account_id = ${account.id} and name = 'Ledger'`);
  await db().execute(sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, id, ${hanna.id}, now() from connections where account_id = ${account.id} and name = 'Ledger'`);
  await screen.deactivate.click();
  await expect(page.getByText("has changed since you looked")).toBeVisible();
  await expect(screen.item("Ledger")).toHaveCount(0);
  await expect(screen.item("Old returns")).toContainText("Stays without an admin");
  await screen.deactivate.click();
  await expect(page.getByText("Tomasz Wrona is deactivated")).toBeVisible();
  await expect(page.getByText("1 connection and 1 app handed over. 1 connection needs an admin.")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/administration/users/${leaver.id}`));

  // The leaver's open page: its next action is refused, and so is the next page.
  const share = new SharePage(theirs);
  await share.addAdmin.click();
  await expect(theirs.getByText("Your session is over.").first()).toBeVisible();
  await theirs.goto("/connections");
  await expect(theirs).toHaveURL(/\/sign-in/);

  const hannas = await elsewhere(browser, hanna.email);
  const list = new ConnectionsPage(hannas);
  await list.open();
  await expect(list.row("Orders")).toBeVisible();
  await expect(list.row("Old returns")).toHaveCount(0);
  await hannas.goto(`/apps/${appId}/members`);
  await expect(hannas.getByRole("row").filter({ hasText: hanna.name })).toContainText("Manage");
  await hannas.goto("/notices");
  await expect(hannas.getByText("Tomasz Wrona", { exact: false }).first()).toBeVisible();
});

test("nothing, and thousands with long names, are decided on the same screen, also on a phone", async ({
  page,
  account,
  signedInAs,
}) => {
  const idle = await account.person("member", { name: "Aiko Tanabe" });
  const busy = await account.person("member", { name: "Wolfeschlegelsteinhausenbergerdorff ".repeat(3).slice(0, 100) });
  await fill(account, busy.id, 5_000);
  await signedInAs("super_admin");
  const screen = new DeactivatePage(page);
  await screen.open(idle.id);
  await expect(page.getByText("Nothing depends on Aiko Tanabe alone")).toBeVisible();
  await expect(screen.deactivate).not.toHaveAttribute("aria-disabled");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await screen.open(busy.id);
  await expect(screen.connections.getByRole("button", { name: "Decide" })).toHaveCount(50);
  await screen.connections.getByRole("button", { name: "Show more connections" }).click();
  await expect(screen.connections.getByRole("button", { name: "Decide" })).toHaveCount(100);
  await screen.connections.getByRole("searchbox").fill("of row 4999");
  await expect(screen.connections.getByRole("button", { name: "Decide" })).toHaveCount(1);
  await screen.decide("of row 4999", "Leave without an admin");
  await expect(screen.missing).toHaveText("Not decided yet: 4999 connections.");
  expect(await violationsOf(page)).toEqual([]);
  await screen.leaveRest.check();
  await screen.deactivate.click();
  await expect(page.getByText("5000 connections need an admin.")).toBeVisible();
});

async function fill(account: Account, userId: string, count: number): Promise<void> {
  await db().execute(sql`
    insert into connections (id, account_id, environment, connector, name, name_key, details, address, created_by,
      created_at, modified_at, admin_count, credentials_key_id)
    select gen_random_uuid(), ${account.id}, 'test', 'postgresql', name, lower(name), '{}', '', ${userId}, now(), now(), 1, 'none'
    from generate_series(1, ${count}::int) n
    cross join lateral (select rpad('Connection ' || md5(n::text), 70, 'long') || ' of row ' || n as name) made`);
  await db().execute(sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, id, created_by, now() from connections where account_id = ${account.id} and created_by = ${userId}`);
}

test("a connection that needs an admin is one click from one, in the list and on its page", async ({
  page,
  account,
  signedInAs,
}) => {
  const superAdmin = await signedInAs("super_admin");
  const one = await account.connection(superAdmin, { name: "Orders", creatorLeft: true });
  const two = await account.connection(superAdmin, { name: "Ledger", creatorLeft: true });
  const list = new ConnectionsPage(page);
  await list.open();
  await list.openMenu("Orders");
  await expect(list.menu.getByRole("menuitem", { name: "Add admin" })).toHaveAttribute(
    "href",
    `/connections/${one.id}/share`,
  );
  await list.menu.getByRole("menuitem", { name: "Take over" }).click();
  await expect(list.row("Orders").getByRole("img", { name: "Connected" })).toBeVisible();
  await list.openMenu("Orders");
  await expect(list.menu.getByRole("menuitem", { name: "Take over" })).toHaveCount(0);
  await expect(list.item("Rename")).not.toHaveAttribute("aria-disabled");

  await page.goto(`/connections/${two.id}`);
  await expect(page.getByText("This connection needs an admin.")).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "Add admin" }).click();
  await expect(new SharePage(page).heading).toBeVisible();
  await page.getByRole("button", { name: "Take over" }).click();
  await expect(new SharePage(page).admin(superAdmin.name)).toHaveCount(1);
  await expect(page.getByText("This connection needs an admin.")).toHaveCount(0);
});
