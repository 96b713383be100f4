import { deployVersion } from "@/lib/objects/deploys/commands";
import { joinApp } from "@/scripts/testing/drafts";
import { DeployDialog } from "./pages/deploy-dialog";
import { ObjectPage } from "./pages/object-page";
import { RowsPage } from "./pages/rows-page";
import { Shell } from "./pages/shell";
import { expect, test } from "./places";

test("a builder deploys to Test and to Production, sees the rows of each, and goes back to the earlier version", async ({
  page,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await signedInAs("member");
  const { appId, objectId, production } = await makeOrdersOf(builder);
  const object = new ObjectPage(page);
  const deploy = new DeployDialog(page);
  const rows = new RowsPage(page);
  const shell = new Shell(page);

  await object.open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.place("Test")).toBeChecked();
  await expect(deploy.version).toContainText("Version 2, published just now");
  await expect(deploy.dialog).toContainText("Version 2 will be the first in Test.");
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await expect(deploy.confirm("Production")).toHaveCount(0);
  await deploy.confirm("Test").click();
  await expect(page.getByText("Version 2 is deployed to Test")).toBeVisible();
  await expect(deploy.dialog).toHaveCount(0);
  await expect(object.bindings.getByRole("row").nth(2)).toContainText("Orders of test");

  await page.getByRole("link", { name: "Live rows" }).click();
  await expect(rows.row("1")).toContainText("development");
  await shell.environment("Test").click();
  await expect(rows.row("1")).toContainText("test");

  await shell.environment("Production").click();
  await expect(page.getByRole("heading", { name: "Not deployed to Production" })).toBeVisible();
  await expect(rows.table).toHaveCount(0);
  await deploy.open.click();
  await expect(deploy.place("Production")).toBeChecked();
  await expect(deploy.dialog).toContainText("This is Production.");
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await deploy.confirm("Production").click();
  await expect(rows.row("1")).toContainText("production");
  await expect(page.getByText(`Version 2 through ${production.name}`)).toBeVisible();
  await expect(rows.header("Note")).toBeVisible();

  await deploy.open.click();
  await expect(deploy.dialog).toContainText("Production runs version 2 through this connection already.");
  await expect(deploy.confirm("Production")).toHaveAttribute("aria-disabled", "true");
  await deploy.chooseVersion(1);
  await expect(deploy.dialog).toContainText("Go back to version 1 in Production.");
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await deploy.confirm("Production").click();
  await expect(page.getByText(`Version 1 through ${production.name}`)).toBeVisible();
  await expect(rows.row("1")).toContainText("production");
  await expect(rows.header("Note")).toHaveCount(0);

  await shell.environment("Test").click();
  await expect(rows.row("1")).toContainText("test");
  await expect(rows.header("Note")).toBeVisible();
  await page.getByRole("link", { name: "Fulfilment" }).click();
  const listed = page.getByRole("row", { name: /Orders/ });
  await expect(listed).toContainText("Development version 2");
  await expect(listed).toContainText("Test version 2");
  await expect(listed).toContainText("Production version 1");
});

test("a failed rehearsal keeps the button closed and shows the grant; once it is granted, the deploy goes through", async ({
  page,
  signedInAs,
  makeOrdersOf,
  places,
}) => {
  const { appId, objectId } = await makeOrdersOf(await signedInAs("member"));
  const deploy = new DeployDialog(page);
  await places.sql.test`revoke insert, update on orders from reader`;
  await new ObjectPage(page).open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.rehearsal).toContainText("It would not work here.");
  const privileges = deploy.checks.filter({ hasText: "Privileges" });
  await expect(privileges).toContainText(/grant insert.*on .*orders.* to database_user/i);
  await expect(deploy.confirm("Test")).toHaveAttribute("aria-disabled", "true");
  await expect(deploy.confirm("Test")).toHaveAccessibleDescription(/The rehearsal failed/);
  await deploy.confirm("Test").click({ force: true });
  await expect(deploy.dialog).toBeVisible();

  for (const statement of await privileges.locator("pre").allTextContents()) {
    await places.sql.test.unsafe(statement.replace("database_user", "reader"));
  }
  await deploy.rehearseAgain.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await deploy.confirm("Test").click();
  await expect(page.getByText("Version 2 is deployed to Test")).toBeVisible();
});

test("a table that changed since its rehearsal was shown is found again, and nothing is deployed", async ({
  page,
  signedInAs,
  makeOrdersOf,
  places,
}) => {
  const { appId, objectId } = await makeOrdersOf(await signedInAs("member"));
  const object = new ObjectPage(page);
  const deploy = new DeployDialog(page);
  await object.open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await places.sql.test`alter table orders rename note to remark`;
  await deploy.confirm("Test").click();
  await expect(deploy.dialog).toContainText("Nothing was deployed.");
  await expect(deploy.checks.filter({ hasText: /^Columns/ })).toContainText("note is not in the table");
  await expect(deploy.place("Test")).toHaveAccessibleDescription("Nothing is deployed");
  await places.sql.test`alter table orders rename remark to note`;
  await deploy.rehearseAgain.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await expect(deploy.dialog).not.toContainText("Nothing was deployed.");
});

test("nobody deploys over what they have not seen: whoever came first is named, and then it can be done", async ({
  page,
  account,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await account.person("member", { name: "Priya Raman" });
  const { appId, objectId, connectionIds } = await makeOrdersOf(builder);
  await signedInAs(builder);
  const deploy = new DeployDialog(page);
  await new ObjectPage(page).open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  const place = { environment: "test" as const, connectionId: connectionIds.test, replaces: null };
  await deployVersion(builder, { objectId, version: 1, ...place });
  await deploy.confirm("Test").click();
  await expect(deploy.dialog).toContainText("Priya Raman bound version 1 in Test in the meantime");
  await expect(deploy.dialog).toContainText("Version 2 replaces version 1 in Test.");
  await deploy.confirm("Test").click();
  await expect(page.getByText("Version 2 is deployed to Test")).toBeVisible();
});

test("a deploy that waits for its server can be stopped, and says what runs there then", async ({
  page,
  signedInAs,
  makeOrdersOf,
  places,
}) => {
  const { appId, objectId } = await makeOrdersOf(await signedInAs("member"));
  const object = new ObjectPage(page);
  const deploy = new DeployDialog(page);
  await object.open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await places.sql.test.begin(async (held) => {
    await held`lock table pg_attrdef in access exclusive mode`;
    await deploy.confirm("Test").click();
    await expect(deploy.dialog.getByRole("button", { name: /^Deploying, [3-9] s/ })).toBeVisible();
    await expect(deploy.dialog).toContainText("Cancel stops it");
    await deploy.cancel.click();
    await expect(deploy.dialog).toContainText("You stopped it.");
  });
  await expect(deploy.place("Test")).toHaveAccessibleDescription("Nothing is deployed");
  await deploy.confirm("Test").click();
  await expect(page.getByText("Version 2 is deployed to Test")).toBeVisible();
});

test("without an answer it is not said to be deployed nor not to be: what runs there is read again", async ({
  page,
  signedInAs,
  makeOrdersOf,
  trouble,
}) => {
  const { appId, objectId } = await makeOrdersOf(await signedInAs("member"));
  const deploy = new DeployDialog(page);
  trouble.expect(/ERR_FAILED/);
  await new ObjectPage(page).open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  // Done on the server, and the answer lost on its way.
  await page.route("**/deploy", async (route) => {
    await route.fetch();
    await route.abort("failed");
  });
  await deploy.confirm("Test").click();
  await expect(deploy.dialog).toContainText("Nobody knows yet whether this was deployed.");
  await expect(deploy.place("Test")).toHaveAccessibleDescription(/^Runs version 2 through/);
  await expect(deploy.dialog).toContainText("Test runs version 2 through this connection already.");
});

test("a member with use is told whom to ask; one with manage and no connection there is told what is missing", async ({
  page,
  account,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await account.person("member", { name: "Priya Raman" });
  const { appId, objectId } = await makeOrdersOf(builder);
  const object = new ObjectPage(page);
  const deploy = new DeployDialog(page);

  const user = await signedInAs("member");
  await joinApp(appId, user, "use");
  await object.open(appId, objectId);
  const refusal = 'Deploying an external data object takes "manage" in this app. Ask Priya Raman.';
  await expect(deploy.open).toHaveAttribute("aria-disabled", "true");
  await expect(deploy.open).toHaveAccessibleDescription(refusal);
  await deploy.open.click({ force: true });
  await expect(deploy.dialog).toHaveCount(0);
  const rows = new RowsPage(page);
  await rows.open(appId, objectId, { environment: "production" });
  await expect(page.getByText(refusal)).toBeVisible();
  await expect(deploy.open).toHaveCount(0);

  const manager = await signedInAs("member");
  await joinApp(appId, manager, "manage");
  await object.open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.dialog).toContainText("No PostgreSQL connection of Test is shared with you.");
  await expect(deploy.confirm("Test")).toHaveAttribute("aria-disabled", "true");

  await signedInAs(builder);
  await object.open(appId, objectId);
  await deploy.open.click();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await deploy.confirm("Test").click();
  await expect(object.bindings.getByRole("row").nth(2)).toContainText("by Priya Raman");
});

test("by keyboard alone: into Production and back to the button that opened it", async ({
  page,
  signedInAs,
  makeOrdersOf,
}) => {
  const { appId, objectId } = await makeOrdersOf(await signedInAs("member"));
  const object = new ObjectPage(page);
  const deploy = new DeployDialog(page);
  await object.open(appId, objectId);
  await deploy.open.focus();
  await page.keyboard.press("Enter");
  await expect(deploy.place("Test")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(deploy.place("Production")).toBeChecked();
  await expect(deploy.version).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(deploy.version).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(deploy.dialog).toContainText("Version 1 will be the first in Production.");
  await page.keyboard.press("Tab");
  await expect(deploy.connection).toBeFocused();
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await page.keyboard.press("Tab");
  await expect(deploy.rehearseAgain).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(deploy.cancel).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(deploy.confirm("Production")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(deploy.dialog).toHaveCount(0);
  await expect(deploy.open).toBeFocused();
  await expect(object.bindings.getByRole("row").nth(3)).toContainText("Orders of production");
});
