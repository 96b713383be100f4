import { expect, only, test } from "./external-table";
import { signInOverHttp } from "./fixtures";
import { RowsPage } from "./pages/rows-page";

test("a row is created, edited to NULL and to an empty text, and deleted; hostile text is text", async ({
  page,
  makeProducts,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const products = await makeProducts(builder, { count: 1 });
  const key = products.key(9);
  const hostile = `<img src=x onerror="document.title='run'">\u202E=1+1`;
  const rows = new RowsPage(page);
  await rows.open(products.app, products.object, only(products));
  await rows.newRow.click();
  await expect(rows.field("Item")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rows.dialog).toHaveCount(0);
  await expect(rows.newRow).toBeFocused();
  await rows.newRow.click();
  await rows.button("Create row").click();
  await expect(rows.dialog.getByText("Type a value.").first()).toBeVisible();
  await rows.field("Item").fill(key);
  await rows.field("Name").fill(hostile);
  await rows.field("Supplier").fill("1");
  await rows.field("Category").fill(products.category);
  await rows.field("Unit price").fill("1284.505");
  await rows.field("Barcode").fill("9223372036854775807");
  await rows.button("Create row").click();
  await expect(rows.dialog.getByText("Type at most 2 digits after the point.")).toBeVisible();
  await rows.field("Unit price").fill("1284.50");
  await rows.button("Create row").click();
  await expect(rows.dialog).toHaveCount(0);
  await expect(rows.row(key)).toContainText(hostile);
  await expect(rows.row(key)).toContainText("9,223,372,036,854,775,807");
  await expect(rows.row(key)).toContainText("1,284.50");
  await expect(page).not.toHaveTitle("run");

  await rows.choose(key, "Edit");
  await rows.field("How Barcode is set").selectOption("Null");
  await rows.field("Name").fill("");
  await rows.button("Save").click();
  await expect(rows.dialog).toHaveCount(0);
  await expect(rows.cell(key, 6)).toHaveText("null");
  await expect(rows.cell(key, 1)).toHaveText("empty");

  await rows.choose(key, "Delete");
  await expect(rows.dialog).toContainText(`Delete row ${key}?`);
  await expect(rows.dialog).toContainText("1,284.50");
  await expect(rows.button("Cancel")).toBeFocused();
  await rows.button("Delete").click();
  await expect(rows.row(key)).toHaveCount(0);
  await expect(rows.row(products.key(1))).toHaveCount(1);
});

test("two people who edit one row see both versions, and one who deletes leaves nothing to write", async ({
  page,
  browser,
  makeProducts,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const products = await makeProducts(builder, { count: 2 });
  const key = products.key(1);
  const rows = new RowsPage(page);
  await rows.open(products.app, products.object, only(products));
  await rows.choose(key, "Edit");
  await rows.field("Name").fill("Mine");

  const second = await browser.newContext({ baseURL: new URL(page.url()).origin });
  await signInOverHttp(second.request, builder.email);
  const other = await second.newPage();
  const theirs = new RowsPage(other);
  await theirs.open(products.app, products.object, only(products));
  await theirs.choose(key, "Edit");
  await theirs.field("Name").fill("Theirs");
  await theirs.field("Unit price").fill("7");
  await theirs.button("Save").click();
  await expect(theirs.row(key)).toContainText("Theirs");

  await rows.button("Save").click();
  await expect(rows.dialog).toContainText("Somebody changed this row since you read it.");
  const versions = rows.dialog.getByRole("table", { name: "Both versions of the row" });
  await expect(versions.getByRole("row", { name: /Name/ })).toContainText("Mine");
  await expect(versions.getByRole("row", { name: /Name/ })).toContainText("Theirs");
  await expect(versions.getByRole("row", { name: /Unit price/ })).toContainText("not changed");
  await rows.button("Keep mine").click();
  await expect(rows.row(key)).toContainText("Mine");
  await expect(rows.row(key)).toContainText("7.00");

  await rows.choose(key, "Edit");
  await rows.field("Name").fill("Mine again");
  await theirs.open(products.app, products.object, only(products));
  await theirs.choose(key, "Delete");
  await theirs.button("Delete").click();
  await expect(theirs.row(key)).toHaveCount(0);
  await rows.button("Save").click();
  await expect(rows.dialog).toContainText("This row is gone.");
  await rows.button("Close").first().click();
  await expect(rows.row(key)).toHaveCount(0);
  await second.close();
});
