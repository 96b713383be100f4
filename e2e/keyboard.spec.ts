import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { ConnectorPicker, CreateDialog, DeleteDialog, RenameDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { AddUsers, SharePage } from "./pages/share-page";
import { sampleDatabase } from "./settings";

const mostStops = 60;

/** Presses Tab until a control has the focus, as one does who cannot point. */
async function tabTo(page: Page, control: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(control).toBeVisible();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${control}.`);
}

async function press(page: Page, control: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press(key);
}

test("a connection is created by keyboard alone", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  const picker = new ConnectorPicker(page);
  const dialog = new CreateDialog(page);
  const { host, port, database, user, password } = sampleDatabase();
  await list.open();
  await press(page, list.newConnection);
  await expect(picker.search).toBeFocused();
  await page.keyboard.type("post");
  await page.keyboard.press("Enter");

  await expect(dialog.name).toBeFocused();
  await page.keyboard.type("Norrvik orders");
  await tabTo(page, dialog.url);
  await page.keyboard.type(`postgres://${user}:${password}@${host}:${port}/${database}?sslmode=disable`);
  await page.keyboard.press("Enter");
  await expect(dialog.field("Database")).toHaveValue(database);
  await press(page, dialog.test, "Space");
  await expect(dialog.verification).toContainText("This connection works.");
  await expect(dialog.test).toBeFocused();
  await press(page, dialog.create);
  await expect(list.names).toHaveText(["Norrvik orders"]);
  await expect(dialog.dialog).toHaveCount(0);
});

test("a connection is renamed by keyboard alone, and the focus returns to its row", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Orders" });
  const list = new ConnectionsPage(page);
  const dialog = new RenameDialog(page);
  await list.open();
  await press(page, list.more("Orders"));
  await expect(list.item("Rename")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(list.item("Reconnect")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(list.item("Rename")).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(dialog.name).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Orders warehouse");
  await page.keyboard.press("Enter");
  await expect(list.names).toHaveText(["Orders warehouse"]);
  await expect(list.more("Orders warehouse")).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(list.menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list.more("Orders warehouse")).toBeFocused();
});

test("a connection is shared and access revoked by keyboard alone", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.person("member", { name: "Hanna Eriksen" });
  await account.person("member", { name: "Jonas Lindqvist" });
  await account.connection(member, { name: "Orders" });
  const list = new ConnectionsPage(page);
  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await list.open();
  await press(page, list.more("Orders"));
  await expect(list.item("Rename")).toBeFocused();
  // The menu moves the focus after the key is down, which nobody presses twice before.
  await page.keyboard.press("ArrowDown");
  await expect(list.item("Reconnect")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(list.item("Share")).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(share.heading).toBeVisible();
  await press(page, share.addAdmin);
  await expect(popup.search).toBeFocused();
  await page.keyboard.type("hanna");
  await expect(popup.people).toHaveText([/Hanna Eriksen/]);
  await page.keyboard.press("Enter");
  // Enter counts although nobody is found yet.
  await page.keyboard.type("jonas");
  await page.keyboard.press("Enter");
  await expect(popup.picked("Jonas Lindqvist")).toBeVisible();
  await press(page, popup.add);
  await expect(share.admin("Jonas Lindqvist")).toHaveCount(1);
  await expect(share.addAdmin).toBeFocused();

  await press(page, share.more("Hanna Eriksen"));
  await expect(share.revoke).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(share.confirmation.getByRole("button", { name: "Cancel" })).toBeFocused();
  await press(page, share.confirmation.getByRole("button", { name: "Revoke access" }));
  await expect(share.admin("Hanna Eriksen")).toHaveCount(0);
});

test("a connection is deleted by keyboard alone, beginning at the safe button", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Orders" });
  await account.connection(member, { name: "Carrier rates" });
  const list = new ConnectionsPage(page);
  const dialog = new DeleteDialog(page);
  await list.open();
  await press(page, list.more("Orders"));
  await expect(list.item("Rename")).toBeFocused();
  await page.keyboard.press("End");
  await expect(list.item("Delete")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.cancel).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list.more("Orders")).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(list.item("Rename")).toBeFocused();
  await page.keyboard.press("End");
  await expect(list.item("Delete")).toBeFocused();
  await page.keyboard.press("Enter");
  await press(page, dialog.delete);
  await expect(list.names).toHaveText(["Carrier rates"]);
  // Its row is gone: the focus is somewhere on the page and not lost with it.
  await expect(page.getByRole("heading", { name: "External data connections" })).toBeFocused();
});

test("Up and Down move between rows, and content can be reached past the bar", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  for (const name of ["Alpha", "Beta"]) await account.connection(member, { name });
  const list = new ConnectionsPage(page);
  await list.open("development", { sort: "name", direction: "asc" });
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, list.more("Alpha"));
  await page.keyboard.press("ArrowDown");
  await expect(list.more("Beta")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(list.more("Alpha")).toBeFocused();
});
