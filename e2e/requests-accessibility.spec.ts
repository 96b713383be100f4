import type { Page } from "@playwright/test";
import { makeApp, makeObject } from "@/db/factories";
import type { Actor } from "@/lib/policy";
import { refuseRequest } from "@/lib/requests/answers/commands";
import { requestAccess, requestDeploy, withdrawRequest } from "@/lib/requests/commands";
import { violationsInEachScheme, widths } from "./axe";
import { ObjectPage } from "./pages/object-page";
import { AskDialog, RequestPage, RequestsPage } from "./pages/requests-page";
import { RowsPage } from "./pages/rows-page";
import { Shell } from "./pages/shell";
import { expect, test } from "./request-scene";

// Each of some eight looks, in two schemes, takes four seconds of a busy machine.
test.setTimeout(90_000);

/** Is as wide as that, and says whether what is on the screen is accessible and no wider than it. */
async function lookAt(page: Page, size: (typeof widths)[number]): Promise<(what: string) => Promise<void>> {
  await page.setViewportSize(size);
  return async (what) => {
    expect(await violationsInEachScheme(page), what).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${what} is no wider than the screen`).toBeLessThanOrEqual(0);
  };
}

/** As long as a name may be, in a script that is written from the right. */
const longName = `${"طلبيات الميناء ".repeat(6)}<b>bold</b>`.slice(0, 100).trim();

/** Four requests of one asker: two wait, one was refused, one withdrawn; three of them about the long name. */
async function makeRequests(builder: Actor, admin: Actor, objectId: string): Promise<void> {
  const app = await makeApp({ by: builder, name: longName });
  const asking = { environment: "production" as const, userIds: [admin.id], message: "" };
  const long = await makeObject({ by: builder, appId: app, name: longName });
  const message = "For the fair on Monday.\nThe old list is closed by then.";
  await requestDeploy(builder, { ...asking, objectId, version: 2, message });
  const refused = await requestDeploy(builder, { ...asking, objectId: long.id, version: 1 });
  await refuseRequest(admin, { id: refused.id, answer: "Not in Production.\nAsk for Test first." });
  await withdrawRequest(builder, await requestAccess(builder, { ...asking, objectId: long.id }));
  await requestAccess(builder, { ...asking, objectId: long.id });
}

for (const size of widths) {
  const looked = `light and dark at ${size.width}`;

  test(`asking and what became of it are accessible, ${looked}`, async ({
    page,
    account,
    signedInAs,
    makeRequestScene,
  }) => {
    const check = await lookAt(page, size);
    const { builder, products } = await makeRequestScene();
    const requests = new RequestsPage(page);
    const ask = new AskDialog(page, "Request deploy");
    await signedInAs(builder);
    await requests.open();
    await expect(page.getByText("You have not asked anybody yet")).toBeVisible();
    await check("empty");
    for (let at = 0; at < 9; at += 1) {
      const colleague = await account.person("member", { name: `Colleague ${at} of the port` });
      await account.connection(colleague, { environment: "production" });
    }
    await new RowsPage(page).open(products.app, products.object, { environment: "production" });
    await page.getByRole("button", { name: "Request deploy" }).click();
    await ask.person("Priya Raman").check();
    await check("ask");
    await ask.message.fill("For the fair on Monday.\nThe old list is closed by then.");
    await ask.send.click();
    await expect(ask.dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Request deploy" }).click();
    await expect(ask.dialog).toContainText("You asked already.");
    await check("asked-already");
    await page.keyboard.press("Escape");
    await check("no-rows");
    await new ObjectPage(page).open(products.app, products.object);
    await check("object");
  });

  test(`lists and answers are accessible, ${looked}`, async ({ page, signedInAs, makeRequestScene }) => {
    const check = await lookAt(page, size);
    const { builder, admin, products } = await makeRequestScene();
    const requests = new RequestsPage(page);
    const request = new RequestPage(page);
    await makeRequests(builder, admin, products.object);
    await signedInAs(builder);
    await requests.open();
    await expect(requests.rows(requests.asked)).toHaveCount(4);
    await check("list-asked");
    await requests.asked.getByRole("link", { name: /Deploy version 1/ }).click();
    await expect(page.getByText("Ask for Test first.")).toBeVisible();
    await check("refused");

    await signedInAs(admin);
    await requests.open();
    await expect(requests.rows(requests.toAnswer)).toHaveCount(4);
    await check("list-to-answer");
    await new Shell(page).openProfile();
    await expect(page.getByRole("menuitem", { name: "Requests" })).toBeVisible();
    await check("profile");
    await page.keyboard.press("Escape");
    await requests.toAnswer.getByRole("link", { name: "Deploy version 2 of Products" }).click();
    await expect(request.rehearsal).toContainText("It works, with warnings.");
    await check("answer-deploy");
    await request.refuse.click();
    await expect(request.refusal).toBeVisible();
    await check("refuse");
    await page.keyboard.press("Escape");
    await request.deployToProduction.click();
    await expect(page.getByText("Version 2 was deployed to Production")).toBeVisible();
    await check("confirmed");
    await requests.open();
    await requests.toAnswer
      .getByRole("link", { name: /Access for/ })
      .first()
      .click();
    await expect(request.confirm).toBeVisible();
    await check("answer-access");
  });
}
