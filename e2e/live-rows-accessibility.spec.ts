import { violationsInEachScheme, widths } from "./axe";
import { expect, only, test } from "./external-table";
import { RowsPage } from "./pages/rows-page";

for (const size of widths) {
  test(`rows and what opens over them are accessible, light and dark at ${size.width}`, async ({
    page,
    makeProducts,
    signedInAs,
  }) => {
    // Each of the six looks at a page of rows takes some five seconds of a busy machine.
    test.setTimeout(90_000);
    await page.setViewportSize(size);
    const builder = await signedInAs("member");
    const products = await makeProducts(builder, { count: 12 });
    const rows = new RowsPage(page);
    const check = async (what: string) => {
      expect(await violationsInEachScheme(page), what).toEqual([]);
    };
    await rows.open(products.app, products.object, only(products));
    await expect(rows.rows()).toHaveCount(12);
    await expect(rows.where).toHaveText("Rows 1 to 12 of 12");
    await check("rows");
    await rows.filterButton.click();
    await expect(rows.filter.getByText(/rows match/)).toBeVisible();
    await check("filter");
    await page.keyboard.press("Escape");
    await rows.more(products.key(1)).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await check("menu");
    await page.keyboard.press("Escape");
    await rows.cell(products.key(1), 1).getByRole("button").click();
    await expect(page.getByRole("button", { name: "Copy", exact: true })).toBeVisible();
    await check("cell");
    await page.keyboard.press("Escape");
    await rows.choose(products.key(1), "Edit");
    await expect(rows.button("Save")).toBeVisible();
    await check("edit");
    await rows.button("Cancel").click();
    await rows.choose(products.key(1), "Delete");
    await expect(rows.button("Delete")).toBeVisible();
    await check("delete");
  });
}
