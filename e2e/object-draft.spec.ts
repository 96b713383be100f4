import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { makeApp } from "@/db/factories";
import { connections } from "@/db/schema";
import { expect, test } from "./fixtures";
import { startGate } from "./gate";
import { ConnectorPicker, CreateDialog } from "./pages/connection-dialogs";
import { DraftPage } from "./pages/draft-page";
import { RowsPage } from "./pages/rows-page";
import { origin, sampleDatabase } from "./settings";
import { startSilentServer } from "./silent-server";

test("New connection inside the Connection dropdown comes back with the new one chosen, and the object goes on over it", async ({
  page,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const app = await makeApp({ by: builder, name: "Storefront" });
  const draft = new DraftPage(page);
  await page.goto(`/apps/${app}/data/new`);
  await draft.name.fill("Catalogue");
  await draft.connection.focus();
  await page.keyboard.press("Enter");
  await expect(draft.newConnection).toBeFocused();
  await page.keyboard.press("Enter");
  await new ConnectorPicker(page).connector("PostgreSQL").click();
  const dialog = new CreateDialog(page);
  await dialog.fill("Norrvik stock", sampleDatabase());
  await dialog.create.click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(draft.connection).toBeFocused();
  await expect(draft.connection).toHaveAccessibleDescription(/^Norrvik stock/);
  await expect(draft.name).toHaveValue("Catalogue");
  await draft.next.click();
  await expect(page.getByText("Draft over Norrvik stock")).toBeVisible();
  await expect(draft.table("warehouse.products")).toBeVisible();
});

test("New connection that is cancelled leaves what was chosen and typed", async ({ page, account, signedInAs }) => {
  const builder = await signedInAs("member");
  await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  const draft = new DraftPage(page);
  await page.goto(`/apps/${app}/data/new`);
  await draft.name.fill("Catalogue");
  await draft.choose("Warehouse");
  await draft.connection.click();
  await draft.newConnection.click();
  await expect(new ConnectorPicker(page).dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(draft.connection).toBeFocused();
  await expect(draft.connection).toHaveAccessibleDescription(/^Warehouse/);
  await expect(draft.name).toHaveValue("Catalogue");
});

test("a server that is gone is said to be, at each step, and Try again goes on once it is back", async ({
  page,
  account,
  signedInAs,
}) => {
  const { host, port, database, user, password } = sampleDatabase();
  const gate = await startGate({ host, port });
  try {
    const builder = await signedInAs("member");
    const details = { host, port: gate.port, database, tls: "disable" };
    await account.connection(builder, { name: "Warehouse", details, credentials: { user, password } });
    const app = await makeApp({ by: builder, name: "Storefront" });
    const draft = new DraftPage(page);
    await draft.begin(app, "Warehouse");
    const alert = page.getByRole("alert").filter({ hasText: "The tables could not be read" });
    await expect(alert).toContainText("“Warehouse”");
    await expect(alert).toContainText(/Reference [0-9A-Z]{4}-[0-9A-Z]{4}/);
    await expect(draft.next).toHaveAttribute("aria-disabled", "true");
    gate.open();
    await draft.tryAgain.click();
    await draft.table("warehouse.products").check();
    await expect(alert).toHaveCount(0);
    await draft.next.click();
    await expect(draft.column("sku")).toBeChecked();
  } finally {
    await gate.stop();
  }
});

test("a server that never answers can be given up on, and another connection chosen", async ({
  page,
  account,
  signedInAs,
}) => {
  const silent = await startSilentServer();
  try {
    const builder = await signedInAs("member");
    const { user, password, ...where } = sampleDatabase();
    const details = { ...where, port: silent.port, tls: "disable" };
    await account.connection(builder, { name: "Black hole", details, credentials: { user, password } });
    await account.connection(builder, { name: "Warehouse" });
    const app = await makeApp({ by: builder, name: "Storefront" });
    const draft = new DraftPage(page);
    await draft.begin(app, "Black hole");
    await expect(page.getByText("Reading the catalog")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("Reading was cancelled")).toBeVisible();
    await expect(draft.tryAgain).toBeVisible();
    await draft.choose("Warehouse");
    await draft.table("warehouse.products").check();
    await expect(page.getByText("Draft over Warehouse")).toBeVisible();
    await expect(draft.saved).toBeVisible();
  } finally {
    await silent.stop();
  }
});

test("what a connection offers is answered to its admins and to our own pages only", async ({
  account,
  signedInAs,
  context: { request },
}) => {
  const builder = await account.person("member");
  const connection = await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  const questions = [
    { route: "tables", data: { connectionId: connection.id } },
    { route: "table", data: { connectionId: connection.id, table: { schema: "warehouse", name: "products" } } },
  ];
  const ask = async ({ route, data }: (typeof questions)[number], from: string) => {
    const answer = await request.post(`/apps/${app}/data/${app}/draft/${route}`, { data, headers: { origin: from } });
    return answer.text();
  };
  for (const question of questions) {
    expect(await ask(question, origin())).not.toContain("products");
    await signedInAs("super_admin");
    expect(await ask(question, origin())).not.toContain("products");
    await signedInAs(builder);
    expect(await ask(question, "https://elsewhere.example")).not.toContain("products");
    expect(await ask(question, origin())).toContain("products");
    await signedInAs("member");
    expect(await ask(question, origin())).not.toContain("products");
  }
});

test("a draft whose connection was deleted says so, takes another one, and keeps what was selected", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const lost = await account.connection(builder, { name: "Warehouse" });
  await account.connection(builder, { name: "Second warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  const draft = new DraftPage(page);
  await draft.begin(app, "Warehouse");
  await draft.table("warehouse.products").check();
  await draft.next.click();
  await draft.column("barcode").check();
  await expect(draft.saved).toBeVisible();
  await db().delete(connections).where(eq(connections.id, lost.id));
  await page.reload();
  await expect(page.getByText("The connection of this draft was deleted")).toBeVisible();
  await expect(draft.next).toHaveAccessibleDescription("Choose a connection first");
  await draft.choose("Second warehouse");
  await expect(page.getByText("Draft over Second warehouse")).toBeVisible();
  await expect(draft.table("warehouse.products")).toBeChecked();
  await draft.next.click();
  await expect(draft.column("barcode")).toBeChecked();
  await draft.next.click();
  await draft.publish.click();
  await expect(page.getByText("Version 1 through Second warehouse")).toBeVisible();
});

test("a mandatory column cannot be made read-only, and another one can", async ({ page, account, signedInAs }) => {
  const builder = await signedInAs("member");
  await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  const draft = new DraftPage(page);
  await draft.begin(app, "Warehouse");
  await draft.table("warehouse.products").check();
  await draft.reviewAll();
  const mandatory = draft.readOnly("unit_price");
  await expect(mandatory).toHaveAttribute("aria-disabled", "true");
  await expect(mandatory).toHaveAccessibleDescription("Mandatory: every new row needs a value");
  await mandatory.focus();
  await page.keyboard.press("Space");
  await expect(mandatory).not.toBeChecked();
  await draft.readOnly("weight_kg").focus();
  await page.keyboard.press("Space");
  await expect(draft.readOnly("weight_kg")).toBeChecked();
  await expect(draft.saved).toBeVisible();
  await draft.publish.click();
  const rows = new RowsPage(page);
  await expect(rows.newRow).toBeEnabled();
  await rows.newRow.click();
  await expect(rows.field("Unit price")).toBeEditable();
  await expect(rows.field("Weight kg")).toHaveCount(0);
});

test("where the database user can make no row, Review says why and New row is closed with the reason", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  const draft = new DraftPage(page);
  await draft.begin(app, "Warehouse");
  await draft.table("finance.exchange_rates").check();
  await draft.reviewAll();
  await expect(page.getByText("New rows cannot be made:")).toBeVisible();
  await expect(page.getByText("column currency is mandatory, and the database user may not insert it")).toBeVisible();
  await draft.publish.click();
  const { newRow } = new RowsPage(page);
  await expect(newRow).toHaveAttribute("aria-disabled", "true");
  await expect(newRow).toHaveAccessibleDescription(/needs a value in “Currency”, which is read-only/);
});

test("a draft is deleted on its own screen, after a question that can be refused", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  const draft = new DraftPage(page);
  await draft.begin(app, "Warehouse");
  await draft.table("warehouse.products").check();
  await draft.delete.click();
  await expect(draft.confirmation).toContainText("Delete the draft “Catalogue”?");
  const cancel = draft.confirmation.getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeFocused();
  await cancel.click();
  await expect(draft.delete).toBeFocused();
  await expect(draft.table("warehouse.products")).toBeChecked();
  await draft.delete.click();
  await draft.confirmation.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("No external data objects in Storefront yet")).toBeVisible();
});
