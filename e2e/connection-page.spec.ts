import { makeApp, makeBinding, makeObject } from "@/db/factories";
import { expect, test } from "./fixtures";
import { ConnectionsPage } from "./pages/connections-page";
import { sampleDatabase } from "./settings";

test("the name leads to the connection's page: details, status, admins, objects and dates for its admins", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member", { name: "Priya Raman" });
  const monthAgo = new Date(Date.now() - 30 * 86_400_000);
  const { id } = await account.connection(member, { name: "Orders", admins: [colleague], createdAt: monthAgo });
  const app = await makeApp({ by: member, name: "Storefront" });
  const object = await makeObject({ by: member, appId: app, name: "Order book" });
  await makeBinding({ by: member, objectId: object.id, connectionId: id });
  await new ConnectionsPage(page).open();
  await page.getByRole("link", { name: "Orders", exact: true }).click();

  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/^Orders/);
  const details = page.getByRole("region", { name: "General details" });
  for (const text of ["Host", "127.0.0.1", "Database", "norrvik", "TLS", "Turned off"])
    await expect(details).toContainText(text);
  await expect(details).not.toContainText("User");
  const shared = page.getByRole("region", { name: "Shared with" });
  await expect(shared.getByRole("listitem")).toContainText([member.name, "Priya Raman"]);
  const objects = page.getByRole("region", { name: "External data objects" });
  await expect(objects.getByRole("link", { name: /^Order book/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText(`4 weeks ago by ${member.name}`);

  await page.getByRole("button", { name: "More options" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Rename", "Reconnect", "Share", "Duplicate", "Delete"]);
  await page.getByRole("menuitem", { name: "Share" }).click();
  await expect(page.getByRole("heading", { name: "Share connection" })).toBeVisible();
});

test("a super admin who is no admin sees its admins and objects, but not its details", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await account.person("member");
  const { id } = await account.connection(member, { name: "Orders" });
  await signedInAs("super_admin");
  await page.goto(`/connections/${id}`);
  await expect(page.getByRole("region", { name: "General details" })).toContainText(
    "Details are shown to its admins. Share this connection with yourself to see them.",
  );
  expect(await page.content()).not.toContain(sampleDatabase().port);
  await expect(page.getByRole("region", { name: "Shared with" })).toContainText(member.name);
});

test("deleting from its own page leads to the list", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders" });
  await page.goto(`/connections/${id}`);
  await page.getByRole("button", { name: "More options" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page
    .getByRole("dialog", { name: /^Delete connection/ })
    .getByRole("button", { name: "Delete" })
    .click();
  await expect(page.getByText("No connections in Development yet")).toBeVisible();
  expect(page.url()).toContain("environment=development");
});
