import { makeApp } from "@/db/factories";
import { violationsInEachScheme, widths } from "./axe";
import { expect, test } from "./fixtures";
import { DraftPage } from "./pages/draft-page";

const create = "New external data object";

test("an object is made over the sample database: table, columns, review, publish, and its live rows", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const connection = await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront" });
  await new DraftPage(page).begin(app, connection.name);

  const keyless = page.getByRole("radio", { name: "warehouse.temperature_readings" });
  await expect(page.getByRole("heading", { name: "Select table" })).toBeVisible();
  await expect(keyless).toHaveAttribute("aria-disabled", "true");
  await expect(keyless).toHaveAccessibleDescription(/primary key/);
  await keyless.focus();
  await page.keyboard.press("Space");
  await expect(keyless).not.toBeChecked();
  await expect(page.getByRole("button", { name: "Continue" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("searchbox", { name: "Search tables" }).fill("products");
  await expect(keyless).toHaveCount(0);
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByRole("radio", { name: "warehouse.products" }).check();
  await page.getByRole("button", { name: "Continue" }).click();

  const key = page.getByRole("checkbox", { name: "sku" });
  await expect(key).toBeChecked();
  await expect(key).toHaveAccessibleDescription(/The primary key/);
  await key.focus();
  await page.keyboard.press("Space");
  await expect(key).toBeChecked();
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("textbox", { name: "Label of name" }).fill("Product name");
  await page.getByRole("radio", { name: "Read and write" }).check();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page).toHaveURL(/\/apps\/[^/]+\/data\/[^/]+\?environment=development$/);
  await expect(page.getByText("Version 1 through Warehouse")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Product name" })).toBeVisible();
});

test("a draft survives leaving, and is for those who manage the app", async ({ page, account, signedInAs }) => {
  const builder = await account.person("member");
  const member = await account.person("member");
  const connection = await account.connection(builder, { name: "Warehouse" });
  const app = await makeApp({ by: builder, name: "Storefront", members: [{ user: member, level: "use" }] });
  await signedInAs(builder);
  await new DraftPage(page).begin(app, connection.name);
  await page.getByRole("radio", { name: "warehouse.products" }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("checkbox", { name: "barcode" }).check();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.goto(`/apps/${app}/data`);
  const draft = page.getByRole("row", { name: /Catalogue/ });
  await expect(draft).toContainText("Draft");
  await draft.getByRole("link", { name: "Catalogue" }).click();
  await expect(page.getByRole("checkbox", { name: "barcode" })).toBeChecked();

  await signedInAs(member);
  await page.goto(`/apps/${app}/data`);
  await expect(page.getByText("No external data objects in Storefront yet")).toBeVisible();
  await expect(page.getByRole("button", { name: create })).toHaveAccessibleDescription(/takes "manage"/);
});

for (const size of widths) {
  test(`each step is accessible, light and dark at ${size.width}`, async ({ page, account, signedInAs }) => {
    await page.setViewportSize(size);
    const builder = await signedInAs("member");
    const connection = await account.connection(builder, { name: "Warehouse" });
    const app = await makeApp({ by: builder, name: "Storefront" });
    const check = async (what: string) => {
      expect(await violationsInEachScheme(page), what).toEqual([]);
    };
    await page.goto(`/apps/${app}/data/new`);
    await check("new");
    await new DraftPage(page).begin(app, connection.name);
    await page.getByRole("radio", { name: "warehouse.products" }).check();
    await check("table");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Select all" }).click();
    await check("columns");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("radio", { name: "Read and write" })).toBeVisible();
    await check("review");
  });
}
