import AxeBuilder from "@axe-core/playwright";
import { makeApp, makeObject } from "@/db/factories";
import { refuseRequest } from "@/lib/requests/answers/commands";
import { requestAccess, requestDeploy, withdrawRequest } from "@/lib/requests/commands";
import { ObjectPage } from "./pages/object-page";
import { AskDialog, RequestPage, RequestsPage } from "./pages/requests-page";
import { RowsPage } from "./pages/rows-page";
import { Shell } from "./pages/shell";
import { expect, test } from "./request-scene";

const looks = [
  { colorScheme: "light", width: 1440, height: 900 },
  { colorScheme: "dark", width: 1440, height: 900 },
  { colorScheme: "light", width: 390, height: 844 },
  { colorScheme: "dark", width: 390, height: 844 },
] as const;

/** As long as a name may be, in a script that is written from the right. */
const longName = `${"طلبيات الميناء ".repeat(6)}<b>bold</b>`.slice(0, 100).trim();

for (const { colorScheme, width, height } of looks) {
  test(`requests and what opens over them are accessible, ${colorScheme} at ${width}`, async ({
    page,
    account,
    signedInAs,
    makeRequestScene,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    const { builder, admin, products } = await makeRequestScene();
    const requests = new RequestsPage(page);
    const request = new RequestPage(page);
    const ask = new AskDialog(page, "Request deploy");
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      expect(said, what).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${what} is no wider than the screen`).toBeLessThanOrEqual(0);
      if (process.env.REQUEST_SHOTS !== undefined)
        await page.screenshot({
          path: `${process.env.REQUEST_SHOTS}/${what}-${colorScheme}-${width}.png`,
          fullPage: true,
        });
    };

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

    const app = await makeApp({ by: builder, name: longName });
    const asking = { environment: "production" as const, userIds: [admin.id], message: "" };
    const long = await makeObject({ by: builder, appId: app, name: longName });
    const asked = [
      await requestDeploy(builder, { ...asking, objectId: long.id, version: 1 }),
      await requestAccess(builder, { ...asking, objectId: long.id }),
    ];
    await refuseRequest(admin, { id: asked[0]?.id ?? "", answer: "Not in Production.\nAsk for Test first." });
    await withdrawRequest(builder, { id: asked[1]?.id ?? "" });
    await requestAccess(builder, { ...asking, objectId: long.id });
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
