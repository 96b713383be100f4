import type { Page } from "@playwright/test";
import { makeApp, makeBinding, makeObject } from "@/db/factories";
import type { Actor } from "@/lib/policy";
import { readsShop, type Succession, startSuccession } from "@/scripts/testing/succession";
import { violationsInEachScheme, widths } from "./axe";
import { type Account, expect, test } from "./fixtures";
import { ReconnectDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { RowsPage } from "./pages/rows-page";

const tables = ["orders", "items", "notes"] as const;

let server: Succession;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  server = await startSuccession();
  await server.makeTables(tables);
});

test.afterAll(() => server.stop());

test.beforeEach(async () => {
  await server.sql`revoke all on all tables in schema shop from successor`;
  await server.sql`alter table shop.notes alter column note type varchar(50)`;
});

/** Three objects in one app over a Production connection whose user is about to be another one. */
async function makeScene(account: Account, admin: Actor) {
  const { details, credentials } = server.external;
  const environment = "production";
  const connection = await account.connection(admin, { name: "Orders", environment, details, credentials });
  const app = await makeApp({ by: admin, name: "Storefront" });
  const objects: Record<string, string> = {};
  for (const table of tables) {
    const name = `All ${table}`;
    const { id } = await makeObject({ by: admin, appId: app, name, definition: readsShop(table) });
    await makeBinding({ by: admin, objectId: id, connectionId: connection.id, environment });
    objects[table] = id;
  }
  return { connection, app, objects };
}

async function openReconnect(page: Page): Promise<ReconnectDialog> {
  const list = new ConnectionsPage(page);
  const dialog = new ReconnectDialog(page);
  await list.open("production");
  await list.choose("Orders", "Reconnect");
  await dialog.fillCredentials(server.successor);
  return dialog;
}

async function expectReadable(page: Page, app: string, object: string, table: string): Promise<void> {
  await page.goto(`/apps/${app}/data/${object}?environment=production`);
  await expect(new RowsPage(page).table).toContainText(`first of ${table}`);
}

test("what would stop working is listed with what to grant; granted, the same credentials replace the old ones", async ({
  page,
  context,
  account,
  signedInAs,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const admin = await signedInAs("member");
  const { app, objects } = await makeScene(account, admin);
  await server.sql`grant select on shop.orders to successor`;
  const dialog = await openReconnect(page);
  await dialog.reconnect.click();

  await expect(dialog.verification).toContainText(/Rehearse 3 objects.*2 would stop working/);
  await expect(dialog.verification).toContainText(
    "2 of 3 external data objects would stop working in Production. The stored credentials stay in use.",
  );
  const failing = dialog.failing;
  await expect(failing.getByRole("listitem").filter({ hasText: "All notes" })).toContainText(
    "The database user may read nothing of table shop.notes.",
  );
  await expect(failing).not.toContainText("All orders");
  await expect(dialog.field("Password")).toHaveValue(server.successor.password);
  await dialog.button("Copy all 2 statements").click();
  await expect(failing).toContainText("Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());

  for (const statement of copied.split("\n")) {
    await server.sql.unsafe(statement.replaceAll("database_user", "successor"));
  }
  await dialog.reconnect.click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(page.getByText("Orders is reconnected")).toBeVisible();
  await expect(page.getByText("All 3 external data objects read through it again.")).toBeVisible();
  for (const table of tables) await expectReadable(page, app, objects[table] ?? "", table);
});

test("Replace anyway appears with the list alone, and goes with the credentials that it speaks of", async ({
  page,
  account,
  signedInAs,
}) => {
  const admin = await signedInAs("member");
  const { app, objects } = await makeScene(account, admin);
  await server.sql`grant select on shop.orders, shop.items to successor`;
  const dialog = await openReconnect(page);
  await expect(dialog.replaceAnyway).toHaveCount(0);
  await dialog.reconnect.click();
  await expect(dialog.replaceAnyway).toBeVisible();
  await dialog.field("Password").fill("another one");
  await expect(dialog.replaceAnyway).toHaveCount(0);
  await expect(dialog.failing).toHaveCount(0);

  await dialog.field("Password").fill(server.successor.password);
  await dialog.reconnect.click();
  await expect(dialog.replaceAnyway).toBeVisible();
  // Meanwhile less is granted than what the list says.
  await server.sql`revoke select on shop.items from successor`;
  await dialog.replaceAnyway.click();
  await expect(dialog.verification).toContainText(
    "The list is another one by now: 2 of 3 external data objects would stop working in Production.",
  );
  await expect(dialog.failing.getByRole("listitem").filter({ hasText: "All items" })).toBeVisible();

  await dialog.replaceAnyway.click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(page.getByText("2 of 3 external data objects do not work with the new credentials.")).toBeVisible();
  await expectReadable(page, app, objects.orders ?? "", "orders");
  const list = new ConnectionsPage(page);
  await list.open("production");
  await list.objects("Orders").click();
  await expect(list.objectsOf("Orders").getByRole("link", { name: /^All notes.*Table changed/ })).toBeVisible();
  await expect(list.objectsOf("Orders").getByRole("link", { name: /^All orders(?!.*changed)/ })).toBeVisible();
});

test("what only has warnings is replaced, and the warnings are left to be read", async ({
  page,
  account,
  signedInAs,
}) => {
  const admin = await signedInAs("member");
  await makeScene(account, admin);
  await server.sql`grant select on all tables in schema shop to successor`;
  await server.sql`alter table shop.notes alter column note type varchar(60)`;
  const dialog = await openReconnect(page);
  await dialog.reconnect.click();
  await expect(dialog.verification).toContainText(
    "The new credentials are in use. 1 external data object works with a warning: it is listed above.",
  );
  await expect(dialog.failing.getByRole("listitem").filter({ hasText: "All notes" })).toContainText(
    "character varying(60)",
  );
  await expect(dialog.failing.getByRole("heading", { name: "What works with a warning" })).toBeInViewport();
  await expect(dialog.close).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.dialog).toHaveCount(0);
});

test("by keyboard alone: from the fields to the list, a statement, and Replace anyway", async ({
  page,
  account,
  signedInAs,
}) => {
  const admin = await signedInAs("member");
  await makeScene(account, admin);
  const dialog = await openReconnect(page);
  await dialog.field("Password").press("Enter");
  await expect(dialog.replaceAnyway).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if (await dialog.replaceAnyway.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(dialog.replaceAnyway).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.dialog).toHaveCount(0);
  await expect(new ConnectionsPage(page).more("Orders")).toBeFocused();
});

test("objects in apps that one cannot see are counted, with whom to ask, and nothing of their names arrives", async ({
  page,
  account,
  signedInAs,
}) => {
  await account.person("super_admin", { name: "Ines Albrecht" });
  const builder = await account.person("member");
  const admin = await signedInAs("member");
  const { connection } = await makeScene(account, admin);
  const hidden = await makeApp({ by: builder, name: "Mergers" });
  const object = await makeObject({ by: builder, appId: hidden, name: "Who is next", definition: readsShop("notes") });
  await makeBinding({ by: builder, objectId: object.id, connectionId: connection.id, environment: "production" });
  const answers: string[] = [];
  await page.route(/\/connections/, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const response = await route.fetch();
    answers.push(await response.text());
    await route.fulfill({ response });
  });
  const dialog = await openReconnect(page);
  await dialog.reconnect.click();
  await expect(dialog.failing).toContainText(
    "In apps you cannot see, 1 would stop working. Ines Albrecht can say whose it is.",
  );
  const said = answers.join("\n");
  expect(said).toContain("All notes");
  for (const secret of ["Mergers", "Who is next", object.id, hidden]) expect(said).not.toContain(secret);
});

for (const size of widths) {
  test(`the failing list is in view and axe finds nothing in it, light and dark, ${size.width} px wide`, async ({
    page,
    account,
    signedInAs,
  }) => {
    await page.setViewportSize(size);
    const admin = await signedInAs("member");
    await makeScene(account, admin);
    const dialog = await openReconnect(page);
    await dialog.reconnect.click();
    await expect(dialog.failing.getByRole("heading", { level: 3 }).first()).toBeInViewport();
    expect(await violationsInEachScheme(page)).toEqual([]);
  });
}
