import { makeApp, makeBinding, makeObject } from "@/db/factories";
import type { Actor } from "@/lib/policy";
import { expect, test } from "./fixtures";
import { DeleteDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { ObjectPage } from "./pages/object-page";

async function makeLinked(by: Actor, connectionId: string, appId: string, name: string): Promise<void> {
  const object = await makeObject({ by, appId, name });
  await makeBinding({ by, objectId: object.id, connectionId });
}

test("an unused connection is deleted after a question that names it", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Orders" });
  await account.connection(member, { name: "Carrier rates" });
  const list = new ConnectionsPage(page);
  const dialog = new DeleteDialog(page);
  await list.open();
  await list.choose("Orders", "Delete");
  await expect(dialog.dialog).toContainText("Delete “Orders”?");
  await expect(dialog.cancel).toBeFocused();
  await dialog.cancel.click();
  await expect(list.names).toHaveCount(2);
  await expect(list.more("Orders")).toBeFocused();

  await list.choose("Orders", "Delete");
  await dialog.delete.click();
  await expect(list.names).toHaveText(["Carrier rates"]);
  await expect(page.getByText("Orders is deleted")).toBeVisible();
});

test("a used connection is refused with its objects by app; deleted in their apps, it can go", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders" });
  const storefront = await makeApp({ by: member, name: "Storefront" });
  const depot = await makeApp({ by: member, name: "Depot" });
  await makeLinked(member, id, storefront, "Order book");
  await makeLinked(member, id, depot, "Stock levels");
  const list = new ConnectionsPage(page);
  const dialog = new DeleteDialog(page);
  const object = new ObjectPage(page);
  await list.open();

  for (const [app, name] of [
    ["Storefront", "Order book"],
    ["Depot", "Stock levels"],
  ] as const) {
    await list.choose("Orders", "Delete");
    await expect(dialog.dialog).toContainText("It cannot be deleted yet");
    await expect(dialog.delete).toHaveCount(0);
    await dialog
      .app(app)
      .getByRole("link", { name: new RegExp(`^${name}`) })
      .click();
    await expect(object.heading(name)).toBeVisible();
    await object.openFromRows();
    await object.deleteObject();
    await expect(page.getByRole("heading", { name: "External data objects", level: 1 })).toBeVisible();
    await page.goto("/connections");
  }
  await expect(list.row("Orders").getByRole("cell").nth(5)).toHaveText("0");
  await list.choose("Orders", "Delete");
  await dialog.delete.click();
  await expect(page.getByText("No connections in Development yet")).toBeVisible();
});

test("objects in apps that one cannot see are counted, with whom to ask", async ({ page, account, signedInAs }) => {
  await account.person("super_admin", { name: "Ines Albrecht" });
  const builder = await account.person("member");
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders", admins: [builder] });
  const secret = await makeApp({ by: builder, name: "A secret app" });
  await makeLinked(builder, id, secret, "A secret object");
  const list = new ConnectionsPage(page);
  const dialog = new DeleteDialog(page);
  await list.open();
  await list.choose("Orders", "Delete");
  await expect(dialog.dialog).toContainText("1 external data object uses it");
  await expect(dialog.dialog).toContainText("1 is in an app you cannot see.");
  await expect(dialog.dialog).toContainText("Ines Albrecht can say whose it is.");
  await expect(dialog.dialog).not.toContainText("secret");
});

test("an object that was linked after the list was read still stops the delete", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders" });
  const app = await makeApp({ by: member, name: "Storefront" });
  const list = new ConnectionsPage(page);
  const dialog = new DeleteDialog(page);
  await list.open();
  await list.choose("Orders", "Delete");
  await expect(dialog.delete).toBeVisible();
  await makeLinked(member, id, app, "Order book");
  await dialog.delete.click();
  await expect(dialog.dialog).toContainText("It cannot be deleted yet: 1 external data object uses it.");
  await expect(dialog.app("Storefront").getByRole("link", { name: /^Order book/ })).toBeVisible();
});
