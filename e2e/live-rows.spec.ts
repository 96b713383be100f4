import fs from "node:fs/promises";
import postgres from "postgres";
import { db } from "@/db/client";
import { makeApp, makeBinding, makeObject, sampleDefinition } from "@/db/factories";
import { appMembers } from "@/db/schema";
import { startExternalPostgres } from "@/scripts/testing/external-postgres";
import { expect, only, test } from "./external-table";
import { RowsPage } from "./pages/rows-page";

test("rows are filtered, sorted and paged, all of it in the address, and Back goes back", async ({
  page,
  makeProducts,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const products = await makeProducts(builder, { count: 60 });
  const rows = new RowsPage(page);
  await rows.open(products.app, products.object, { environment: "development" });
  await expect(page.getByText("Version 1 through Catalogue")).toBeVisible();
  await expect(page.getByText(/^Read live in \d+ ms$/)).toBeVisible();

  await rows.filterButton.click();
  await rows.filter.getByLabel("Column of condition 1").selectOption("Category");
  await rows.filter.getByLabel("Operator of condition 1").selectOption("is");
  await rows.filter.getByLabel("Value of condition 1").fill(products.category);
  await expect(rows.filter.getByText(/^60 of /)).toBeVisible();
  await rows.filter.getByRole("button", { name: "Apply" }).click();
  await expect(rows.where).toHaveText("Rows 1 to 50 of 60");
  await expect(page).toHaveURL(/where=/);

  await rows.header("Unit price").getByRole("button").click();
  await expect(rows.header("Unit price")).toHaveAttribute("aria-sort", "descending");
  await expect(rows.rows().first()).toContainText("60,000.00");
  await rows.next.click();
  await expect(rows.where).toHaveText("Rows 51 to 60 of 60");
  await expect(rows.rows().first()).toContainText("10,000.00");
  await page.reload();
  await expect(rows.where).toHaveText("Rows 51 to 60 of 60");
  await rows.previous.click();
  await expect(rows.where).toHaveText("Rows 1 to 50 of 60");
  await page.goBack();
  await expect(rows.where).toHaveText("Rows 51 to 60 of 60");

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Barcode" }).click();
  await page.keyboard.press("Escape");
  await expect(rows.header("Barcode")).toHaveCount(0);
  await expect(page).toHaveURL(/hide=barcode/);
});

test("what is filtered is exported; a formula in it is none any more", async ({ page, makeProducts, signedInAs }) => {
  const builder = await signedInAs("member");
  const products = await makeProducts(builder, { count: 2 });
  await products.sql`update warehouse.products set name = '=cmd|x' where sku = ${products.key(1)}`;
  const rows = new RowsPage(page);
  await rows.open(products.app, products.object, { ...only(products), hide: "updated_at" });
  await expect(rows.rows()).toHaveCount(2);
  await page.getByRole("button", { name: "Export" }).click();
  await expect(rows.dialog).toContainText("at most 100,000 rows");
  const [file] = await Promise.all([page.waitForEvent("download"), rows.button("Export as CSV").click()]);
  expect(file.suggestedFilename()).toBe("Products (development).csv");
  const lines = (await fs.readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toBe("\uFEFFItem,Name,Supplier,Category,Unit price,Weight (kg),Barcode,Discontinued");
  expect(lines[1]).toMatch(new RegExp(`^${products.key(1)},'=cmd\\|x,`));
  expect(lines).toHaveLength(3);
});

test("a server that does not answer says so with Try again", async ({ page, account, makeProducts, signedInAs }) => {
  const builder = await signedInAs("member");
  const products = await makeProducts(builder, { count: 1 });
  const dead = await account.connection(builder, {
    name: "Dead server",
    details: { host: "127.0.0.1", port: 9, database: "none", tls: "disable" },
  });
  const object = await makeObject({ by: builder, appId: products.app, name: "Out of reach" });
  await makeBinding({ by: builder, objectId: object.id, connectionId: dead.id });
  const rows = new RowsPage(page);
  await rows.open(products.app, object.id);
  await expect(page.getByRole("alert").getByText("The rows could not be read")).toBeVisible();
  await expect(page.getByText("“Dead server” did not answer.")).toBeVisible();
  await expect(page.getByText(/Reference/)).toBeVisible();
  await rows.tryAgain.click();
  await expect(page.getByText("The rows could not be read")).toBeVisible();
});

test("reading that takes long can be cancelled, which stops it on the server, and is tried again", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const external = await startExternalPostgres("a password of the external server");
  const sql = postgres(external.superuserUrl, { max: 2, onnotice: () => undefined });
  try {
    await sql.unsafe("create table notes (id bigint primary key); insert into notes values (7)");
    await sql.unsafe("grant select on notes to reader");
    const { details, credentials } = external;
    const connection = await account.connection(builder, { name: "Notes", details, credentials });
    const app = await makeApp({ by: builder, name: "Notebook" });
    const table = { schema: "public", name: "notes" };
    const object = await makeObject({
      by: builder,
      appId: app,
      name: "Notes",
      definition: { ...sampleDefinition, table },
    });
    await makeBinding({ by: builder, objectId: object.id, connectionId: connection.id });
    const rows = new RowsPage(page);
    const running = async () => {
      const [found] = await sql`
        select count(*)::int as n from pg_stat_activity where usename = 'reader' and state = 'active'`;
      return Number(found?.n);
    };
    await sql.begin(async (locked) => {
      await locked`lock table notes in access exclusive mode`;
      await rows.open(app, object.id);
      await expect.poll(running).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByText("Reading was cancelled")).toBeVisible();
      await expect.poll(running).toBe(0);
    });
    await rows.tryAgain.click();
    await expect(rows.row("7")).toHaveCount(1);
  } finally {
    await sql.end();
    await external.stop();
  }
});

test("who may only read sees why; an environment without a binding says so; Production is named in the question", async ({
  page,
  account,
  makeProducts,
  signedInAs,
}) => {
  const builder = await signedInAs("super_admin");
  const products = await makeProducts(builder, { count: 1, environment: "production" });
  const rows = new RowsPage(page);
  await rows.open(products.app, products.object, { environment: "test" });
  await expect(page.getByRole("heading", { name: "Not deployed to Test" })).toBeVisible();
  await expect(rows.newRow).toHaveCount(0);
  await rows.open(products.app, products.object, { ...only(products), environment: "production" });
  await rows.choose(products.key(1), "Delete");
  await expect(rows.dialog).toContainText("from Production?");

  const reader = await account.person("member");
  await db().insert(appMembers).values({
    accountId: account.id,
    appId: products.app,
    userId: reader.id,
    level: "use",
    addedBy: builder.id,
    addedAt: new Date(),
  });
  await signedInAs(reader);
  await rows.open(products.app, products.object, { ...only(products), environment: "production" });
  await expect(rows.newRow).toHaveAttribute("aria-disabled", "true");
  await expect(rows.newRow).toHaveAccessibleDescription(/may only read this object/);
  await rows.more(products.key(1)).click();
  await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("menuitem", { name: "Copy row" })).not.toHaveAttribute("aria-disabled", "true");
});

test("the keyboard alone goes through cells, filter and menu, and focus returns", async ({
  page,
  makeProducts,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const products = await makeProducts(builder, { count: 3 });
  const rows = new RowsPage(page);
  await rows.open(products.app, products.object, only(products));
  await expect(rows.rows()).toHaveCount(3);
  const first = rows.cell(products.key(1), 0).getByRole("button");
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(rows.cell(products.key(2), 1).getByRole("button")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Name" })).toContainText("Product 2");
  await page.keyboard.press("Escape");
  await expect(rows.cell(products.key(2), 1).getByRole("button")).toBeFocused();
  await rows.filterButton.focus();
  await page.keyboard.press("Enter");
  await expect(rows.filter).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows.filterButton).toBeFocused();
});
