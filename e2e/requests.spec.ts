import type { Page } from "@playwright/test";
import { makeVersion } from "@/db/factories";
import { refuseRequest } from "@/lib/requests/answers/commands";
import { productColumns } from "./external-table";
import { ObjectPage } from "./pages/object-page";
import { AskDialog, RequestPage, RequestsPage } from "./pages/requests-page";
import { RowsPage } from "./pages/rows-page";
import { Shell } from "./pages/shell";
import { expect, test } from "./request-scene";

/** From wherever they are to the request that waits for them. */
async function openWaiting(page: Page, title: string): Promise<void> {
  const requests = new RequestsPage(page);
  const shell = new Shell(page);
  await page.goto("/apps");
  await expect(shell.profile).toHaveAccessibleDescription("1 request waits for your answer");
  await shell.openProfile();
  const item = shell.profileMenu.getByRole("menuitem", { name: "Requests" });
  await expect(item).toHaveAccessibleDescription("1 request waits for your answer");
  await item.click();
  await expect(requests.heading).toBeVisible();
  await requests.toAnswer.getByRole("link", { name: title }).click();
}

test("a builder without production rights asks, the admin deploys after a rehearsal, and the way back is the same", async ({
  page,
  signedInAs,
  makeRequestScene,
}) => {
  const { builder, admin, products, production } = await makeRequestScene();
  const rows = new RowsPage(page);
  const ask = new AskDialog(page, "Request deploy");
  const request = new RequestPage(page);
  const inProduction = { environment: "production", where: JSON.stringify(["category", "equals", products.category]) };

  await signedInAs(builder);
  await rows.open(products.app, products.object, inProduction);
  await expect(page.getByRole("heading", { name: "Not deployed to Production" })).toBeVisible();
  await page.getByRole("button", { name: "Request deploy" }).click();
  await expect(ask.dialog).toContainText("Version 2 of Products");
  await expect(ask.dialog.getByRole("listitem")).toHaveText(["PRPriya Raman"]);
  await expect(ask.dialog).not.toContainText(production.name);
  await ask.message.fill("For the fair on Monday");
  await ask.send.click();
  await expect(page.getByText("Asked Priya Raman", { exact: true })).toBeVisible();
  const news = page.getByRole("region", { name: "Requests about this object" });
  await expect(news).toContainText("Deploy of version 2 to Production: asked for.");

  await signedInAs(admin);
  await openWaiting(page, "Deploy version 2 of Products");
  await expect(page.getByText("For the fair on Monday")).toBeVisible();
  await expect(page.getByText("13 days", { exact: true })).toBeVisible();
  await expect(request.connection).toContainText(production.name);
  await expect(request.rehearsal).toContainText("passed");
  await expect(request.confirm).toHaveCount(0);
  await request.deployToProduction.click();
  await expect(page.getByText("Version 2 was deployed to Production")).toBeVisible();
  await expect(request.heading(/Deploy version 2/)).toBeFocused();
  await expect(new Shell(page).profile).toHaveAccessibleDescription("");
  expect((await page.request.get(`/apps/${products.app}/data`)).status(), "who confirms is in no app").toBe(404);

  await signedInAs(builder);
  const object = new ObjectPage(page);
  await object.open(products.app, products.object);
  await expect(news).toContainText("Deploy of version 2 to Production: confirmed.");
  await expect(object.bindings.getByRole("row").nth(3)).toContainText(production.name);
  await rows.open(products.app, products.object, inProduction);
  await expect(rows.rows()).toHaveCount(3);
  await expect(rows.header("Barcode")).toHaveCount(0);

  const deploy = page.getByRole("button", { name: "Deploy", exact: true });
  await deploy.click();
  const dialog = page.getByRole("dialog", { name: /^Deploy/ });
  await dialog.getByLabel("Version").selectOption("1");
  await dialog.getByRole("button", { name: "Request deploy" }).click();
  await expect(ask.dialog).toContainText(`Asks who administers “${production.name}”`);
  await ask.send.click();
  await expect(ask.dialog).toHaveCount(0);
  await expect(deploy).toBeFocused();

  await signedInAs(admin);
  await openWaiting(page, "Deploy version 1 of Products");
  await expect(page.getByText("Version 1 takes the place of version 2 in Production")).toBeVisible();
  await request.deployToProduction.click();
  await expect(page.getByText("Version 1 was deployed to Production")).toBeVisible();

  await signedInAs(builder);
  await rows.open(products.app, products.object, inProduction);
  await expect(rows.rows()).toHaveCount(3);
  await expect(rows.header("Barcode")).toBeVisible();
});

test("a refusal takes a word, which the builder reads; asked again, it can be withdrawn", async ({
  page,
  signedInAs,
  makeRequestScene,
}) => {
  const { builder, admin, products } = await makeRequestScene();
  const requests = new RequestsPage(page);
  const request = new RequestPage(page);
  const ask = new AskDialog(page, "Request deploy");
  const begin = async () => {
    await new RowsPage(page).open(products.app, products.object, { environment: "production" });
    await page.getByRole("button", { name: "Request deploy" }).click();
    await ask.send.click();
    await expect(ask.dialog).toHaveCount(0);
  };
  await signedInAs(builder);
  await begin();

  await signedInAs(admin);
  await openWaiting(page, "Deploy version 2 of Products");
  await request.refuse.click();
  await request.refusal.getByRole("button", { name: "Refuse" }).click();
  await expect(request.why).toBeFocused();
  await expect(request.why).toHaveAccessibleDescription(/Say why/);
  await request.why.fill("Frozen until Monday.\nAsk again then.");
  await request.refusal.getByRole("button", { name: "Refuse" }).click();
  await expect(request.refusal).toHaveCount(0);
  await expect(page.getByText("Frozen until Monday.")).toBeVisible();
  await expect(request.refuse).toHaveCount(0);

  await signedInAs(builder);
  await new RowsPage(page).open(products.app, products.object, { environment: "production" });
  await expect(page.getByRole("region", { name: "Requests about this object" })).toContainText("Frozen until Monday.");
  await begin();
  await requests.open();
  await expect(requests.rows(requests.asked)).toHaveCount(2);
  await expect(requests.rows(requests.asked).first()).toContainText("Waiting");
  await expect(requests.rows(requests.asked).last()).toContainText("Refused");
  await requests.rows(requests.asked).first().getByRole("link").click();
  await request.withdraw.click();
  await request.withdrawal.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("This request is over.")).toBeVisible();
  await expect(request.withdraw).toHaveCount(0);

  await signedInAs(admin);
  await requests.open();
  await expect(requests.rows(requests.toAnswer).first()).toContainText("Withdrawn");
  await requests.rows(requests.toAnswer).first().getByRole("link").click();
  await expect(page.getByText("Hanna Eriksen withdrew it")).toBeVisible();
  await expect(request.deployToProduction).toHaveCount(0);
});

test("access asked for beside somebody else's connection makes it appear among one's own", async ({
  page,
  account,
  signedInAs,
  makeRequestScene,
}) => {
  const { builder, admin, products, production } = await makeRequestScene();
  const deputy = await account.person("member", { name: "Aiko Tanabe" });
  await account.connection(deputy, { name: "Another one", environment: "production" });
  const ask = new AskDialog(page, "Ask for access");
  const request = new RequestPage(page);
  await signedInAs(builder);
  await new RowsPage(page).open(products.app, products.object, { environment: "production" });
  await page.getByRole("button", { name: "Ask for access" }).click();
  await expect(ask.send).toHaveAccessibleDescription("Choose whom to ask");
  await expect(ask.send).toHaveAttribute("aria-disabled", "true");
  await ask.person("Priya Raman").check();
  await ask.send.click();
  await expect(page.getByText("Asked Priya Raman", { exact: true })).toBeVisible();

  await signedInAs(deputy);
  await page.goto("/requests");
  await expect(page.getByText("Nobody has asked you yet")).toBeVisible();
  await signedInAs(admin);
  await openWaiting(page, "Access for Products");
  await expect(page.getByText("Hanna Eriksen becomes an admin of the connection")).toBeVisible();
  await request.confirm.click();
  await expect(page.getByText("Access was given")).toBeVisible();

  await signedInAs(builder);
  await page.goto("/connections?environment=production");
  await expect(page.getByRole("link", { name: production.name })).toBeVisible();
  await expect(page.getByRole("link", { name: "Another one" })).toHaveCount(0);
});

test("a request that would not work stays closed with its reason, and one that is over says so to who comes late", async ({
  page,
  account,
  signedInAs,
  makeRequestScene,
}) => {
  const { builder, admin, products, production } = await makeRequestScene();
  const deputy = await account.person("member", { name: "Aiko Tanabe" });
  await account.connection(deputy, { name: "Another one", environment: "production" });
  const gone = { table: { schema: "warehouse", name: "not there" }, membersWithUseMay: "read" as const };
  await makeVersion({
    by: builder,
    objectId: products.object,
    version: 3,
    definition: { ...gone, columns: productColumns },
  });
  const ask = new AskDialog(page, "Request deploy");
  const request = new RequestPage(page);
  await signedInAs(builder);
  await new RowsPage(page).open(products.app, products.object, { environment: "production" });
  await page.getByRole("button", { name: "Request deploy" }).click();
  await ask.person("Priya Raman").check();
  await ask.person("Aiko Tanabe").check();
  await ask.send.click();
  await expect(page.getByText("Asked Aiko Tanabe and Priya Raman", { exact: true })).toBeVisible();

  await signedInAs(admin);
  await openWaiting(page, "Deploy version 3 of Products");
  await expect(request.connection).toContainText(production.name);
  await expect(request.rehearsal).toContainText("It would not work here.");
  await expect(request.deployToProduction).toHaveAttribute("aria-disabled", "true");
  await expect(request.deployToProduction).toHaveAccessibleDescription("It would not work through this connection");
  await request.deployToProduction.click({ force: true });
  await expect(page.getByText("was deployed")).toHaveCount(0);

  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await refuseRequest(deputy, { id, answer: "The table is gone" });
  await request.refuseWith("It cannot work");
  await expect(request.refusal).toContainText("Aiko Tanabe refused this request already.");
});
