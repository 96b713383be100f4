import { makeApp, makeBinding, makeObject } from "@/db/factories";
import { expect, test } from "./fixtures";
import { ObjectPage } from "./pages/object-page";

test("apps are those one is a member of; each leads to its external data objects and on to one of them", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await account.person("member", { name: "Priya Raman" });
  const member = await signedInAs("member");
  const connection = await account.connection(builder, { name: "Orders" });
  const app = await makeApp({ by: builder, name: "Storefront", members: [{ user: member, level: "use" }] });
  await makeApp({ by: builder, name: "Somebody else's" });
  const made = await makeObject({
    by: builder,
    appId: app,
    name: "Order book",
    description: "All of this year's orders",
  });
  await makeBinding({ by: builder, objectId: made.id, connectionId: connection.id });
  await page.goto("/connections");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Apps" }).click();

  const apps = page.getByRole("table", { name: "Apps you are a member of" });
  await expect(apps.getByRole("link")).toHaveText(["Storefront"]);
  await expect(apps.getByRole("row").nth(1)).toContainText("Use");
  await apps.getByRole("link", { name: "Storefront" }).click();
  await page.getByRole("link", { name: "Order book" }).click();

  const object = new ObjectPage(page);
  await expect(object.heading("Order book")).toBeVisible();
  await expect(page.getByText("All of this year's orders")).toBeVisible();
  await expect(page.getByText(/Version 1, published/)).toBeVisible();
  const rows = object.bindings.getByRole("row");
  await expect(rows.nth(1)).toContainText("Orders");
  await expect(rows.nth(2)).toContainText("Not deployed to Test");
  await expect(rows.nth(3)).toContainText("Not deployed to Production");
  // Its name and state are for every member of the app, the connection itself for its admins.
  await expect(object.bindings.getByRole("link")).toHaveCount(0);
});

test("deleting an object takes manage: with use the reason names whom to ask, with manage it is gone", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await account.person("member", { name: "Priya Raman" });
  const member = await signedInAs("member");
  const connection = await account.connection(builder, { name: "Orders" });
  const app = await makeApp({ by: builder, name: "Storefront", members: [{ user: member, level: "use" }] });
  const made = await makeObject({ by: builder, appId: app, name: "Order book" });
  await makeBinding({ by: builder, objectId: made.id, connectionId: connection.id });
  const object = new ObjectPage(page);
  await object.open(app, made.id);
  await expect(object.delete).toHaveAttribute("aria-disabled", "true");
  await expect(object.delete).toHaveAccessibleDescription(
    'Deleting an external data object takes "manage" in this app. Ask Priya Raman.',
  );
  await object.delete.click({ force: true });
  await expect(object.confirmation).toHaveCount(0);

  await signedInAs(builder);
  await object.open(app, made.id);
  await expect(object.bindings.getByRole("link", { name: "Orders" })).toBeVisible();
  await object.delete.click();
  await expect(object.confirmation).toContainText("Delete “Order book” from Development?");
  await object.confirmation.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("No external data objects in Storefront yet")).toBeVisible();
  await page.goto("/connections");
  await expect(page.getByRole("table").getByRole("row").nth(1).getByRole("cell").nth(5)).toHaveText("0");
});

test("who is in no app is told so", async ({ page, signedInAs }) => {
  await signedInAs("member");
  await page.goto("/apps");
  await expect(page.getByText("You are not a member of any app yet")).toBeVisible();
});
