import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { connectionCredentials, connections } from "@/db/schema";
import { expect, test } from "./fixtures";
import { CreateDialog, ReconnectDialog, RenameDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { sampleDatabase } from "./settings";

const monthAgo = new Date(Date.now() - 30 * 86_400_000);

test("an admin renames a connection; it then reads as modified just now", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Orders", createdAt: monthAgo });
  const list = new ConnectionsPage(page);
  const dialog = new RenameDialog(page);
  await list.open();
  await list.choose("Orders", "Rename");
  await expect(dialog.name).toBeFocused();
  await expect(dialog.name).toHaveValue("Orders");

  await dialog.name.fill("Orders warehouse");
  await dialog.save.click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(list.names).toHaveText(["Orders warehouse"]);
  await expect(list.row("Orders warehouse").getByRole("cell").nth(3)).toHaveText("just now");
  await expect(list.row("Orders warehouse").getByRole("cell").nth(2)).toHaveText("4 weeks ago");
  await expect(list.more("Orders warehouse")).toBeFocused();
});

test("a taken name is refused under the field and stays typed", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Orders" });
  await account.connection(member, { name: "Carrier rates" });
  const list = new ConnectionsPage(page);
  const dialog = new RenameDialog(page);
  await list.open();
  await list.choose("Orders", "Rename");
  await dialog.name.fill("CARRIER RATES");
  await dialog.save.click();

  await expect(dialog.name).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.name).toHaveValue("CARRIER RATES");
  await expect(dialog.name).toHaveAccessibleDescription(/another name|Choose another|exists|taken/i);
});

test("a name that a colleague changed meanwhile is shown before it can be replaced", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders" });
  const list = new ConnectionsPage(page);
  const dialog = new RenameDialog(page);
  await list.open();
  await list.choose("Orders", "Rename");
  await db().update(connections).set({ name: "Order book", nameKey: "order book" }).where(eq(connections.id, id));

  await dialog.name.fill("Orders warehouse");
  await dialog.save.click();
  await expect(dialog.dialog).toContainText('renamed this connection to "Order book" in the meantime.');
  await expect(dialog.dialog).toContainText("Save again to call it “Orders warehouse” instead.");
  await dialog.save.click();
  await expect(list.names).toHaveText(["Orders warehouse"]);
});

test("reconnect shows the details as fixed, keeps the old credentials when the new are wrong, and replaces them when right", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders", createdAt: monthAgo });
  const sealed = async () => {
    const [row] = await db().select().from(connectionCredentials).where(eq(connectionCredentials.connectionId, id));
    return JSON.stringify(row?.sealed);
  };
  const before = await sealed();
  const list = new ConnectionsPage(page);
  const dialog = new ReconnectDialog(page);
  await list.open();
  await list.choose("Orders", "Reconnect");
  await expect(dialog.dialog).toContainText("Fixed since creation");
  await expect(dialog.dialog).toContainText(sampleDatabase().host);
  await expect(dialog.dialog.getByRole("textbox")).toHaveCount(2);
  await expect(dialog.field("User")).toHaveValue("");
  await expect(dialog.field("Password")).toHaveValue("");

  await dialog.fillCredentials({ user: sampleDatabase().user, password: "not the password" });
  await dialog.reconnect.click();
  await expect(dialog.verification).toContainText("Sign in was refused.");
  await expect(dialog.field("User")).toHaveValue(sampleDatabase().user);
  expect(await sealed()).toBe(before);

  await dialog.fillCredentials(sampleDatabase());
  await dialog.reconnect.click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(page.getByText("Orders is reconnected")).toBeVisible();
  expect(await sealed()).not.toBe(before);
  await expect(list.row("Orders").getByRole("cell").nth(3)).toHaveText("just now");
});

test("a connection whose secret cannot be opened breaks nothing else and works again once reconnected", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders" });
  await account.connection(member, { name: "Carrier rates" });
  await db().update(connections).set({ credentialsKeyId: "gone" }).where(eq(connections.id, id));
  const list = new ConnectionsPage(page);
  const dialog = new ReconnectDialog(page);
  await list.open();
  await expect(list.row("Orders")).toContainText("Needs reconnecting");
  await expect(list.row("Carrier rates").getByRole("img", { name: "Connected" })).toBeVisible();

  await list.choose("Orders", "Reconnect");
  await dialog.fillCredentials(sampleDatabase());
  await dialog.reconnect.click();
  await expect(list.row("Orders").getByRole("img", { name: "Connected" })).toBeVisible();
});

test("duplicate opens the form with the details, an environment to choose, and empty credentials", async ({
  page,
  account,
  signedInAs,
}) => {
  const superAdmin = await signedInAs("super_admin");
  await account.connection(superAdmin, { name: "Orders" });
  const list = new ConnectionsPage(page);
  const dialog = new CreateDialog(page);
  await list.open();
  await list.choose("Orders", "Duplicate");
  await expect(dialog.field("Host")).toHaveValue(sampleDatabase().host);
  await expect(dialog.field("Database")).toHaveValue(sampleDatabase().database);
  await expect(dialog.field("TLS")).toHaveValue("disable");
  await expect(dialog.field("User")).toHaveValue("");
  await expect(dialog.field("Password")).toHaveValue("");
  await expect(dialog.field("Environment").getByRole("option")).toHaveText(["Development", "Test", "Production"]);

  await dialog.field("Environment").selectOption("Production");
  await expect(dialog.name).toHaveValue("Orders");
  await dialog.fillCredentials(sampleDatabase());
  await dialog.create.click();
  await expect(page).toHaveURL(/environment=production/);
  await expect(list.names).toHaveText(["Orders"]);
});

test("a member duplicates into Development alone", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Orders", environment: "production" });
  const list = new ConnectionsPage(page);
  const dialog = new CreateDialog(page);
  await list.open("production");
  await list.choose("Orders", "Duplicate");
  await dialog.fillCredentials(sampleDatabase());
  await dialog.create.click();
  await expect(page).toHaveURL(/environment=development/);
  await expect(list.names).toHaveText(["Orders"]);
});
