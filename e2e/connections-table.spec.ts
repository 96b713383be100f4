import { makeApp, makeBinding, makeObject } from "@/db/factories";
import { createVault } from "@/lib/vault";
import { expect, queryOf, test } from "./fixtures";
import { ConnectionsPage } from "./pages/connections-page";

const columns = ["Connection name", "Connector", "Created at", "Modified at", "Shared with", "External data objects"];

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test("the table has its six columns, in order, and More options on each row", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member", { name: "Priya Raman" });
  await account.connection(member, {
    name: "Orders",
    admins: [colleague],
    createdAt: daysAgo(40),
    modifiedAt: daysAgo(3),
  });
  const list = new ConnectionsPage(page);
  await list.open();

  await expect(list.table.getByRole("columnheader")).toHaveText([...columns, "More options"]);
  const cells = list.row("Orders").getByRole("cell");
  await expect(cells.nth(0).getByRole("img", { name: "Connected" })).toBeVisible();
  await expect(cells.nth(0)).toContainText("norrvik");
  await expect(cells.nth(1)).toHaveText("PostgreSQL");
  await expect(cells.nth(2)).toHaveText("5 weeks ago");
  await expect(cells.nth(3)).toHaveText("3 days ago");
  await expect(list.sharedWith("Orders")).toHaveAccessibleName(`Shared with ${member.name} and Priya Raman`);
  await expect(cells.nth(5)).toHaveText("0");

  await list.openMenu("Orders");
  await expect(list.menu.getByRole("menuitem")).toHaveText(["Rename", "Reconnect", "Share", "Duplicate", "Delete"]);
});

test("names and exact times are shown on hover and on focus", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  const others = await Promise.all(
    ["Aiko Tanabe", "Hanna Eriksen", "Jonas Lindqvist"].map((name) => account.person("member", { name })),
  );
  await account.connection(member, { name: "Orders", admins: others, createdAt: new Date("2026-03-12T08:23:31Z") });
  const list = new ConnectionsPage(page);
  await list.open();
  const tooltip = page.getByRole("tooltip");

  await expect(list.sharedWith("Orders")).toContainText("+1");
  await list.sharedWith("Orders").hover();
  await expect(tooltip).toContainText("Jonas Lindqvist");

  await list.row("Orders").getByRole("cell").nth(2).getByRole("time").focus();
  await expect(tooltip).toHaveText(/^12 Mar 2026, 14:08:31 Asia\/Kat/);
});

test("every column sorts both ways, in the address, and Back returns to the order before", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const [second, third] = [await account.person("member"), await account.person("member")];
  const app = await makeApp({ by: member });
  // Each order of the three is another one.
  const alpha = await account.connection(member, {
    name: "Alpha",
    admins: [second],
    createdAt: daysAgo(1),
    modifiedAt: daysAgo(1),
  });
  await account.connection(member, {
    name: "beta",
    admins: [second, third],
    createdAt: daysAgo(9),
    modifiedAt: daysAgo(0),
  });
  const gamma = await account.connection(member, { name: "Gamma", createdAt: daysAgo(5), modifiedAt: daysAgo(5) });
  for (const [connection, count] of [
    [alpha, 1],
    [gamma, 2],
  ] as const) {
    for (let at = 0; at < count; at += 1) {
      const object = await makeObject({ by: member, appId: app });
      await makeBinding({ by: member, objectId: object.id, connectionId: connection.id });
    }
  }
  const orders = {
    "Connection name": ["Alpha", "beta", "Gamma"],
    "Created at": ["Alpha", "Gamma", "beta"],
    "Modified at": ["beta", "Alpha", "Gamma"],
    "Shared with": ["beta", "Alpha", "Gamma"],
    "External data objects": ["Gamma", "Alpha", "beta"],
  };
  const list = new ConnectionsPage(page);
  await list.open("development", { sort: "connector", direction: "asc" });
  await expect(list.header("Connector")).toHaveAttribute("aria-sort", "ascending");

  for (const [column, names] of Object.entries(orders)) {
    await list.sortBy(column);
    await expect(list.names).toHaveText(names);
    await list.sortBy(column);
    await expect(list.names).toHaveText([...names].reverse());
  }
  await page.goBack();
  await expect(list.names).toHaveText(orders["External data objects"]);
  await page.reload();
  await expect(list.names).toHaveText(orders["External data objects"]);

  // The second click counts on from the first, whose rows are still on their way.
  await list.header("Created at").getByRole("button").dblclick();
  await expect(list.names).toHaveText([...orders["Created at"]].reverse());
});

test("search and filters narrow the list in the address; what finds nothing says what was asked for", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member");
  await account.connection(member, { name: "Orders warehouse" });
  await account.connection(colleague, { name: "Carrier rates", admins: [member] });
  const lostKey = await createVault(`lost:${"A".repeat(43)}`);
  await account.connection(member, { name: "Payroll mirror", sealedBy: lostKey });
  const list = new ConnectionsPage(page);
  await list.open("development", { sort: "name", direction: "asc" });
  await expect(list.names).toHaveText(["Carrier rates", "Orders warehouse", "Payroll mirror"]);
  await expect(list.row("Payroll mirror")).toContainText("Needs reconnecting");

  await list.search.fill("WARE");
  await expect(list.names).toHaveText(["Orders warehouse"]);
  await expect.poll(() => queryOf(page).q).toBe("WARE");
  await list.search.fill("ledgr");
  await expect(page.getByText("No connection matches “ledgr”")).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(list.names).toHaveCount(3);

  await list.openFilter("Show");
  await list.pick("Shared with me");
  await list.closeMenu();
  await expect(list.names).toHaveText(["Carrier rates"]);
  await list.openFilter("Status");
  await list.tick("Needs reconnecting");
  await list.closeMenu();
  await expect(page.getByText("No connection matches these filters")).toBeVisible();
  expect(queryOf(page)).toMatchObject({ show: "shared", status: "needs_reconnecting", sort: "name" });
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(list.names).toHaveCount(3);

  await list.openFilter("Connector");
  await list.tick("PostgreSQL");
  await list.closeMenu();
  await expect.poll(() => queryOf(page).connector).toBe("postgresql");
  await expect(list.names).toHaveCount(3);
});

test("the counts under the heading narrow the list to their status", async ({ page, account, signedInAs }) => {
  const superAdmin = await signedInAs("super_admin");
  await account.connection(superAdmin, { name: "In order" });
  await account.connection(superAdmin, { name: "Left alone", creatorLeft: true });
  const list = new ConnectionsPage(page);
  await list.open();

  await page.getByRole("link", { name: "1 needs an admin" }).click();
  await expect(list.names).toHaveText(["Left alone"]);
  await expect(list.row("Left alone")).toContainText("No active admin");
  await page.getByRole("link", { name: "1 needs an admin" }).click();
  await expect(list.names).toHaveCount(2);
});

test("columns can be hidden, but never the name; the address keeps which", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.connection(member);
  const list = new ConnectionsPage(page);
  await list.open();
  await list.openFilter("Columns");
  await expect(list.menu.getByRole("menuitemcheckbox")).toHaveText(columns.slice(1));
  await list.tick("Created at");
  await expect(list.header("Created at")).toHaveCount(0);
  await list.tick("Shared with");
  await expect(list.header("Shared with")).toHaveCount(0);
  await list.closeMenu();

  await page.reload();
  await expect(list.table.getByRole("columnheader")).toHaveText([
    "Connection name",
    "Connector",
    "Modified at",
    "External data objects",
    "More options",
  ]);
});

test("pages follow each other by keyset: no row is missing, none appears twice", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const names = Array.from({ length: 103 }, (_, index) => `Connection ${String(index).padStart(3, "0")}`);
  // Half of them share one time, so that the order hangs on more than the sorted column.
  for (const [index, name] of names.entries())
    await account.connection(member, { name, createdAt: daysAgo(Math.floor(index / 60)) });
  const list = new ConnectionsPage(page);
  await list.open("development", { sort: "created_at", direction: "asc" });
  const seen: string[] = [];
  for (const count of [50, 50, 3]) {
    await expect(list.names).toHaveCount(count);
    seen.push(...(await list.names.allTextContents()));
    if (count === 50) {
      const last = seen.at(-1) ?? "";
      await list.next.click();
      await expect(list.row(last)).toHaveCount(0);
    }
  }
  expect(seen.toSorted()).toEqual(names);
  await expect(list.next).toHaveAttribute("aria-disabled", "true");

  await page.goBack();
  await expect(list.names).toHaveText(seen.slice(50, 100));
  await list.previous.click();
  await expect(list.names).toHaveText(seen.slice(0, 50));
});

test("the number of objects opens their list by app; what one cannot see is counted, not named", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const stranger = await account.person("member");
  const connection = await account.connection(member, { name: "Orders", admins: [stranger] });
  const own = await makeApp({ by: member, name: "Storefront" });
  const foreign = await makeApp({ by: stranger, name: "Nobody's business" });
  for (const [by, appId, name] of [
    [member, own, "Order book"],
    [member, own, "Customers"],
    [stranger, foreign, "Hidden thing"],
  ] as const) {
    const object = await makeObject({ by, appId, name });
    await makeBinding({ by, objectId: object.id, connectionId: connection.id });
  }
  const list = new ConnectionsPage(page);
  await list.open();
  await expect(list.objects("Orders")).toHaveText("3");
  await list.objects("Orders").click();

  const popover = list.objectsOf("Orders");
  const app = popover.getByRole("region", { name: "Storefront" });
  await expect(app.getByRole("link")).toHaveText([/^Customers/, /^Order book/]);
  await expect(popover).toContainText("1 more is in an app you cannot see");
  await expect(popover).not.toContainText("Hidden thing");
  await page.keyboard.press("Escape");
  await expect(list.objects("Orders")).toBeFocused();

  await list.objects("Orders").click();
  await app.getByRole("link", { name: /^Order book/ }).click();
  await expect(page.getByRole("heading", { name: "Order book", level: 1 })).toBeVisible();
});

test("without any connection the page says what one is and what to do first", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  await list.open();
  await expect(page.getByText("No connections in Development yet")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Reach your first database" })).toBeVisible();
  await expect(list.connectSample).toBeVisible();
});

test("where only super admins create, a member is told so and whom to ask; a super admin may", async ({
  page,
  account,
  signedInAs,
}) => {
  const superAdmin = await account.person("super_admin", { name: "Ines Albrecht" });
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  await list.open("production");
  await expect(list.newConnection).toHaveAttribute("aria-disabled", "true");
  await expect(list.newConnection).toHaveAccessibleDescription(
    "In Production only super admins create connections. Ask Ines Albrecht.",
  );
  await list.newConnection.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await signedInAs(superAdmin);
  await list.open("production");
  await list.newConnection.click();
  await expect(page.getByRole("dialog", { name: "Choose a connector" })).toBeVisible();
});
