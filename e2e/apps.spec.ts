import { makeApp, makeBinding, makeObject } from "@/db/factories";
import { renameApp } from "@/lib/apps/commands";
import { deleteObject } from "@/lib/objects/commands";
import { expect, test } from "./fixtures";
import { AppsPage, MembersPage } from "./pages/apps-page";
import { ObjectPage } from "./pages/object-page";
import { AddUsers } from "./pages/share-page";

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
  await object.openFromRows();
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

test("an app is made, renamed, and its members are added, changed and removed by keyboard alone", async ({
  page,
  account,
  signedInAs,
}) => {
  const aiko = await account.person("member", { name: "Aiko Tanabe" });
  const member = await signedInAs("member");
  const apps = new AppsPage(page);
  const members = new MembersPage(page);
  const popup = new AddUsers(page);
  const press = (key: string) => page.keyboard.press(key);
  await apps.open();
  await apps.newApp.focus();
  await press("Enter");
  await expect(apps.create.name).toBeFocused();
  await press("Enter");
  await expect(apps.create.name).toHaveAccessibleDescription("Type a name.");
  await page.keyboard.type("Returns");
  await press("Tab");
  await page.keyboard.type("What comes back");
  await press("Enter");
  await expect(page.getByText("No external data objects in Returns yet")).toBeVisible();
  await expect(page).toHaveURL(/\/apps\/[0-9a-f-]+\/data/);

  await apps.open();
  await apps.more("Returns").focus();
  await press("Enter");
  await expect(apps.item("Rename")).toBeFocused();
  await press("Enter");
  await expect(apps.rename.name).toHaveValue("Returns");
  await page.keyboard.type("Complaints");
  await press("Enter");
  await expect(apps.rename.dialog).toHaveCount(0);
  await expect(apps.own.getByRole("link")).toHaveText(["Complaints"]);

  await apps.choose("Complaints", "Members");
  await expect(members.heading).toBeVisible();
  await expect(members.member(member.name)).toContainText("Created the app");
  await members.addMembers.focus();
  await press("Enter");
  await expect(popup.search).toBeFocused();
  await page.keyboard.type("aiko");
  await expect(popup.people).toHaveCount(1);
  await press("Enter");
  await expect(popup.dialog).toContainText("1 person selected");
  await popup.add.focus();
  await press("Enter");
  await expect(members.member("Aiko Tanabe")).toContainText(aiko.email);
  await expect(members.member("Aiko Tanabe")).toContainText("Use");
  await expect(members.addMembers).toBeFocused();

  await members.more("Aiko Tanabe").focus();
  await press("Enter");
  await expect(members.item("Change to manage")).toBeFocused();
  await press("Enter");
  await members.confirmation("Change to manage").getByRole("button", { name: "Change", exact: true }).press("Enter");
  await expect(members.member("Aiko Tanabe")).toContainText("Manage");
  await expect(members.more("Aiko Tanabe")).toBeFocused();
  await members.more("Aiko Tanabe").press("Enter");
  await members.item("Remove").press("Enter");
  await members.confirmation("Remove member").getByRole("button", { name: "Remove", exact: true }).press("Enter");
  await expect(members.member("Aiko Tanabe")).toHaveCount(0);
  await expect(members.heading).toBeFocused();
});

test("the last manager cannot leave and the reason is read; with a second one they leave", async ({
  page,
  account,
  signedInAs,
}) => {
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const member = await signedInAs("member");
  const app = await makeApp({ by: member, name: "Storefront", members: [{ user: colleague, level: "use" }] });
  const members = new MembersPage(page);
  await members.open(app);
  await members.more(member.name).click();
  await expect(members.item("Remove")).toHaveAttribute("aria-disabled", "true");
  await expect(members.item("Remove")).toHaveAccessibleDescription(
    'An app always keeps at least one member with "manage". Give it to another member first.',
  );
  await page.keyboard.press("Escape");
  await members.more("Hanna Eriksen").click();
  await members.item("Change to manage").click();
  await members.confirmation("Change to manage").getByRole("button", { name: "Change", exact: true }).click();
  await expect(members.member("Hanna Eriksen")).toContainText("Manage");
  await members.more(member.name).click();
  await members.item("Remove").click();
  await expect(members.confirmation("Remove member")).toContainText("Leave “Storefront”?");
  await members.confirmation("Remove member").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("You are not a member of any app yet")).toBeVisible();
});

test("with use, renaming, deleting and adding members are refused with whom to ask", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await account.person("member", { name: "Priya Raman" });
  const member = await signedInAs("member");
  const app = await makeApp({ by: builder, name: "Storefront", members: [{ user: member, level: "use" }] });
  const apps = new AppsPage(page);
  await apps.open();
  await apps.more("Storefront").click();
  for (const item of ["Rename", "Delete"] as const) {
    await expect(apps.item(item)).toHaveAttribute("aria-disabled", "true");
    await expect(apps.item(item)).toHaveAccessibleDescription(
      'Renaming or deleting an app takes "manage" in it. Ask Priya Raman.',
    );
  }
  const members = new MembersPage(page);
  await members.open(app);
  await expect(members.addMembers).toHaveAttribute("aria-disabled", "true");
  await expect(members.addMembers).toHaveAccessibleDescription(
    'Managing members takes "manage" in this app. Ask Priya Raman.',
  );
});

test("an app with an object is not deleted and says so; without it the app is gone", async ({ page, signedInAs }) => {
  const member = await signedInAs("member");
  const app = await makeApp({ by: member, name: "Storefront" });
  const made = await makeObject({ by: member, appId: app, name: "Order book" });
  const apps = new AppsPage(page);
  const confirmation = apps.confirmation("Delete app");
  await apps.open();
  await apps.choose("Storefront", "Delete");
  await confirmation.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(confirmation).toContainText(
    "This app still holds 1 external data object. Delete it first, then the app.",
  );
  await deleteObject(member, { id: made.id });
  await confirmation.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("You are not a member of any app yet")).toBeVisible();
});

test("a super admin sees the other apps as such and adds themself to one, said to be on record", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await account.person("member", { name: "Priya Raman" });
  await makeApp({ by: builder, name: "Storefront" });
  await signedInAs("super_admin");
  const apps = new AppsPage(page);
  await apps.open();
  await expect(apps.others.getByRole("row").nth(1)).toContainText("Not a member");
  await apps.more("Storefront").click();
  await expect(apps.item("Delete")).toHaveAccessibleDescription(
    "Add yourself to this app’s members to rename or delete it.",
  );
  await page.keyboard.press("Escape");
  await apps.addYourself("Storefront").click();
  const confirmation = apps.confirmation("Add yourself");
  await expect(confirmation).toContainText("That you added yourself is on record.");
  await confirmation.getByRole("button", { name: "Add yourself" }).click();
  await expect(apps.own.getByRole("row").nth(1)).toContainText("Manage");
  await expect(apps.others).toHaveCount(0);
});

test("a rename over somebody else's shows theirs first, and then replaces it", async ({
  page,
  account,
  signedInAs,
}) => {
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const member = await signedInAs("member");
  const app = await makeApp({ by: member, name: "Storefront", members: [{ user: colleague, level: "manage" }] });
  const apps = new AppsPage(page);
  await apps.open();
  await apps.choose("Storefront", "Rename");
  const previous = { name: "Storefront", description: "" };
  await renameApp(colleague, { id: app, name: "Shop", description: "", previous });
  await apps.rename.name.fill("Store");
  await apps.rename.button("Save").click();
  await expect(apps.rename.dialog).toContainText("Hanna Eriksen changed this app in the meantime: it is “Shop”");
  await apps.rename.button("Save").click();
  await expect(apps.own.getByRole("link")).toHaveText(["Store"]);
});

test("a super admin searches the apps and turns their pages, all of it in the address", async ({
  page,
  account,
  signedInAs,
}) => {
  const builder = await account.person("member");
  for (let at = 10; at < 62; at += 1) await makeApp({ by: builder, name: `Shop ${at}` });
  const superAdmin = await signedInAs("super_admin");
  await makeApp({ by: superAdmin, name: "Zoo" });
  const apps = new AppsPage(page);
  await apps.open();
  await expect(apps.own.getByRole("link")).toHaveText(["Zoo"]);
  await expect(apps.others.getByRole("link")).toHaveCount(49);
  await expect(apps.previous).toHaveAttribute("aria-disabled", "true");
  await apps.next.focus();
  await page.keyboard.press("Enter");
  await expect(apps.others.getByRole("link")).toHaveText(["Shop 59", "Shop 60", "Shop 61"]);
  await expect(apps.own).toHaveCount(0);
  await expect(apps.next).toBeFocused();
  await expect(apps.next).toHaveAttribute("aria-disabled", "true");
  await page.reload();
  await expect(apps.others.getByRole("link")).toHaveText(["Shop 59", "Shop 60", "Shop 61"]);

  await apps.search.fill("shop 3");
  await expect(apps.others.getByRole("link")).toHaveCount(10);
  await expect(page).toHaveURL(/q=shop\+3$/);
  await expect(page.getByRole("status")).toHaveText("10 apps, beginning with Shop 30");
  await apps.search.fill("shop 3 and more");
  await expect(page.getByText("No app matches “shop 3 and more”")).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(apps.own.getByRole("link")).toHaveText(["Zoo"]);
});
