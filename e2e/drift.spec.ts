import { violationsInEachScheme, widths } from "./axe";
import { CheckTablePage } from "./pages/check-table-page";
import { DraftPage } from "./pages/draft-page";
import { ObjectPage } from "./pages/object-page";
import { RowsPage } from "./pages/rows-page";
import { origin } from "./settings";
import { expect, test } from "./shipments";

test("a column dropped and one renamed behind the product's back: said on the rows, checked, and repaired as a draft", async ({
  page,
  owner,
  makeShipments,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const { app, object } = await makeShipments(builder);
  const rows = new RowsPage(page);
  const check = new CheckTablePage(page);
  await rows.open(app, object);
  await expect(rows.row("7")).toHaveCount(1);
  await expect(check.mark).toHaveCount(0);

  await owner.sql`alter table shipments drop column note`;
  await owner.sql`alter table shipments rename column weight to weight_kg`;
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("The rows could not be read")).toBeVisible();
  await expect(
    page.getByText(/The table of this object has changed\. Column .weight. is not in the table/),
  ).toBeVisible();
  await expect(check.mark).toBeVisible();

  await check.button.click();
  await expect(check.dialog).toContainText("The table has changed.");
  await expect(check.finding("Column note is not in the table.")).toContainText("Suffers: Remark");
  await expect(check.finding("It was renamed to weight_kg.")).toContainText("Suffers: Weight (kg)");
  await expect(check.dialog).toContainText("Leaves out column note.");
  await check.repair.click();

  await expect(page).toHaveURL(/\/draft\?environment=development$/);
  const draft = new DraftPage(page);
  await expect(draft.column("weight_kg")).toBeChecked();
  await expect(draft.column("note")).toHaveCount(0);
  await draft.next.click();
  await expect(page.getByRole("textbox", { name: "Label of weight_kg" })).toHaveValue("Weight (kg)");

  // A second repair would lose what is chosen by now, and says so first.
  await rows.open(app, object);
  await check.button.click();
  await check.repair.click();
  await expect(check.dialog).toContainText(`This object is being edited already. ${builder.name} began a draft.`);
  await check.replace.click();
  await expect(page).toHaveURL(/\/draft\?environment=development$/);
  await draft.next.click();
  await draft.publish.click();
  await expect(page.getByText("Version 2 through Harbour")).toBeVisible();
  await expect(rows.row("7")).toHaveCount(1);
  await expect(rows.header("Weight (kg)")).toBeVisible();
  await expect(rows.header("Remark")).toHaveCount(0);
  await expect(check.mark).toHaveCount(0);
});

test("a check that was begun while the rows are read stays open when they cannot be", async ({
  page,
  owner,
  makeShipments,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const { app, object } = await makeShipments(builder);
  const check = new CheckTablePage(page);
  await owner.sql`alter table shipments drop column note`;
  await new RowsPage(page).open(app, object);
  await expect(page.getByText("The rows could not be read")).toBeVisible();
  await expect(check.mark).toBeVisible();

  let letGo: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/rows", async (route) => {
    await opened;
    await route.continue();
  });
  await page.reload();
  await check.button.click();
  await expect(check.dialog).toContainText("The table has changed.");
  letGo();
  await expect(page.getByText("The rows could not be read")).toBeAttached();
  await expect(check.dialog).toContainText("The table has changed.");
  await check.close.click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a lost privilege is shown with the statement to run; checked again, the mark is gone", async ({
  page,
  context,
  owner,
  makeShipments,
  signedInAs,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const builder = await signedInAs("member");
  const { app, object } = await makeShipments(builder);
  const check = new CheckTablePage(page);
  await owner.sql`revoke update on shipments from reader`;
  await new ObjectPage(page).open(app, object);
  await check.button.click();
  await expect(check.finding("The database user may not update columns")).toBeVisible();
  await check.copy.click();
  await expect(check.dialog.getByText("Copied")).toBeVisible();
  const statement = await page.evaluate(() => navigator.clipboard.readText());
  expect(statement).toMatch(
    /^GRANT UPDATE \("reference", "weight", "note"\) ON "public"\."shipments" TO database_user;$/,
  );
  await check.close.click();
  await expect(check.mark).toBeVisible();
  await page.goto(`/apps/${app}/data`);
  await expect(check.mark).toBeVisible();

  await owner.sql.unsafe(statement.replace("database_user", "reader"));
  await check.button.click();
  await expect(check.dialog).toContainText("The table is what it was.");
  await check.close.click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(check.button).toBeHidden();
  await expect(check.mark).toHaveCount(0);
});

test("a member with use reads what is the matter and is offered no check; a writer keeps what was typed", async ({
  page,
  account,
  owner,
  makeShipments,
  signedInAs,
}) => {
  const builder = await account.person("member");
  const member = await account.person("member");
  const { app, object } = await makeShipments(builder, { member });
  await signedInAs(member);
  const rows = new RowsPage(page);
  const check = new CheckTablePage(page);
  await owner.sql`alter table shipments add column port text not null default 'Bergen'`;
  await owner.sql`alter table shipments alter column port drop default`;
  await rows.open(app, object);
  await rows.newRow.click();
  await rows.field("Id").fill("8");
  await rows.field("Reference").fill("NO-8");
  await rows.button("Create row").click();
  await expect(rows.dialog.getByText(/New rows need a value in column .port./)).toBeVisible();
  await expect(rows.field("Reference")).toHaveValue("NO-8");
  await page.reload();
  await expect(check.mark).toBeVisible();
  await expect(check.button).toHaveCount(0);
  await expect(rows.row("7")).toHaveCount(1);
});

test("a check that takes long says so, can be cancelled, and stops on the server; by keyboard alone", async ({
  page,
  owner,
  makeShipments,
  signedInAs,
}) => {
  const builder = await signedInAs("member");
  const { app, object } = await makeShipments(builder);
  const check = new CheckTablePage(page);
  const running = async () => {
    const [found] = await owner.sql`
      select count(*)::int as n from pg_stat_activity where usename = 'reader' and state = 'active'`;
    return Number(found?.n);
  };
  await new ObjectPage(page).open(app, object);
  await owner.sql.begin(async (locked) => {
    await locked`lock table pg_attrdef in access exclusive mode`;
    await check.button.focus();
    await page.keyboard.press("Enter");
    await expect(check.dialog.getByText("1 s", { exact: true })).toBeVisible();
    await check.cancel.focus();
    await page.keyboard.press("Enter");
    await expect(check.dialog).toContainText("The check was stopped.");
    await expect(check.again).toBeFocused();
    await expect.poll(running).toBe(0);
  });
  await page.keyboard.press("Enter");
  await expect(check.dialog).toContainText("The table is what it was.");
  await page.keyboard.press("Escape");
  await expect(check.button).toBeFocused();
});

test("the routes behind it answer nobody but those who manage the app, from pages of our own", async ({
  account,
  context,
  owner,
  makeShipments,
  signedInAs,
}) => {
  const builder = await account.person("member");
  const { app, object, connection } = await makeShipments(builder);
  await owner.sql`alter table shipments drop column note`;
  const at = `/apps/${app}/data/${object}`;
  const place = { objectId: object, environment: "development" };
  const questions = [
    [`${at}/rehearsal`, { objectId: object, version: 1, connectionId: connection }],
    [`${at}/check`, place],
    [`${at}/check/repair`, { ...place, replaces: null }],
  ] as const;
  const codes = async (headers: Record<string, string>) => {
    const answers = await Promise.all(questions.map(([url, data]) => context.request.post(url, { headers, data })));
    return Promise.all(
      answers.map(async (answer) => {
        if (!answer.headers()["content-type"]?.includes("json")) return answer.status();
        const result = await answer.json();
        return result.ok === true ? "answered" : result.error.code;
      }),
    );
  };
  expect(await codes({ origin: origin() })).toEqual(["unauthorized", "unauthorized", "unauthorized"]);
  await signedInAs("super_admin");
  expect(await codes({ origin: origin() })).toEqual(["forbidden", "forbidden", "forbidden"]);
  await signedInAs("member");
  expect(await codes({ origin: origin() })).toEqual(["not_found", "not_found", "not_found"]);
  await signedInAs(builder);
  expect(await codes({ origin: "https://elsewhere.example" })).toEqual([403, 403, 403]);
  expect(await codes({ origin: origin() })).toEqual(["answered", "answered", "answered"]);
});

for (const size of widths) {
  test(`what changed is accessible, light and dark at ${size.width}`, async ({
    page,
    owner,
    makeShipments,
    signedInAs,
  }) => {
    await page.setViewportSize(size);
    const builder = await signedInAs("super_admin");
    const { app, object } = await makeShipments(builder, { environment: "production" });
    const check = new CheckTablePage(page);
    const audit = async (what: string) => {
      expect(await violationsInEachScheme(page), what).toEqual([]);
    };
    await owner.sql`alter table shipments drop column note, alter column weight type numeric(4, 1)`;
    await owner.sql`revoke insert on shipments from reader`;
    await new RowsPage(page).open(app, object, { environment: "production" });
    await expect(page.getByText("The rows could not be read")).toBeVisible();
    await expect(check.mark).toBeVisible();
    await audit("rows");
    await check.button.click();
    await expect(check.finding("Column note is not in the table.")).toBeVisible();
    await audit("check");
    await check.close.click();
    await page.goto(`/apps/${app}/data?environment=production`);
    await audit("list");
    await page.goto(`/apps/${app}/data/${object}/about?environment=production`);
    await audit("about");
  });
}
