import { expect, queryOf, test } from "./fixtures";
import { ConnectorPicker, CreateDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { sampleDatabase } from "./settings";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test("on a phone a connection is created, with the stages upright and what to check at the one that failed", async ({
  page,
  signedInAs,
}) => {
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  const dialog = new CreateDialog(page);
  await list.open();
  await list.newConnection.tap();
  await new ConnectorPicker(page).connector("PostgreSQL").tap();
  await dialog.fill("Norrvik orders", { ...sampleDatabase(), password: "not the password" });
  await dialog.create.tap();
  await expect(dialog.stage("Sign in")).toContainText("Check the user and the password");
  await expect(dialog.stage("Sign in")).toBeInViewport();

  await dialog.field("Password").fill(sampleDatabase().password);
  await dialog.create.tap();
  await expect(list.names).toHaveText(["Norrvik orders"]);
});

test("on a phone one sheet holds the filters, another the order, and one button the environment", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member");
  await account.connection(member, { name: "Alpha" });
  await account.connection(colleague, { name: "Beta", admins: [member] });
  await account.connection(member, { name: "In Test", environment: "test" });
  const list = new ConnectionsPage(page);
  await list.open();
  await page.getByRole("button", { name: "Filter and sort" }).tap();
  await list.pick("Shared with me");
  await list.closeMenu();
  await expect(list.names).toHaveText(["Beta"]);

  await page.goto("/connections");
  await page.getByRole("button", { name: "Modified at" }).tap();
  await list.pick("Connection name");
  await list.closeMenu();
  await expect(list.names).toHaveText(["Alpha", "Beta"]);
  expect(queryOf(page)).toMatchObject({ sort: "name", direction: "asc" });

  await page.getByRole("button", { name: "Environment: Development" }).tap();
  await list.pick("Test");
  await expect(list.names).toHaveText(["In Test"]);
  await expect(page.getByRole("button", { name: "Environment: Test" })).toBeVisible();
});

test("every control that a finger needs is at least 24 px high and wide", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Alpha" });
  const list = new ConnectionsPage(page);
  await list.open();
  for (const control of await page.getByRole("button").or(page.getByRole("searchbox")).all()) {
    const box = await control.boundingBox();
    if (box === null) continue;
    expect(
      Math.min(box.width, box.height),
      await control.evaluate((element) => element.outerHTML),
    ).toBeGreaterThanOrEqual(24);
  }
});
