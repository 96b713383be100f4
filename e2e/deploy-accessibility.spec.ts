import { joinApp } from "@/scripts/testing/drafts";
import { violationsInEachScheme, widths } from "./axe";
import { DeployDialog } from "./pages/deploy-dialog";
import { ObjectPage } from "./pages/object-page";
import { RowsPage } from "./pages/rows-page";
import { expect, test } from "./places";

for (const size of widths) {
  test(`deploying is accessible and fits, light and dark at ${size.width}`, async ({
    page,
    account,
    signedInAs,
    makeOrdersOf,
    places,
  }) => {
    // Each of some fifteen looks takes three seconds of a busy machine.
    test.setTimeout(120_000);
    await page.setViewportSize(size);
    const builder = await account.person("member", { name: "Priya Raman" });
    const { appId, objectId } = await makeOrdersOf(builder);
    const object = new ObjectPage(page);
    const deploy = new DeployDialog(page);
    const rows = new RowsPage(page);
    const check = async (what: string) => {
      expect(await violationsInEachScheme(page), what).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider, `${what} is not wider than the screen`).toBeLessThanOrEqual(0);
    };
    await signedInAs(builder);
    await object.open(appId, objectId);
    await check("about");
    await deploy.open.click();
    await expect(deploy.rehearsal).toContainText("Every check passed.");
    await check("passed");
    await places.sql.production`revoke delete, insert on orders from reader`;
    await deploy.place("Production").check();
    await expect(deploy.rehearsal).toContainText("It would not work here.");
    await check("failed");
    await places.sql.production`grant insert on orders to reader`;
    await deploy.rehearseAgain.click();
    await expect(deploy.rehearsal).toContainText("It works, with warnings.");
    await check("warned");
    await places.sql.production`grant delete on orders to reader`;
    await deploy.confirm("Production").click();
    await expect(deploy.dialog).toHaveCount(0);

    await rows.open(appId, objectId, { environment: "production" });
    await expect(rows.row("1")).toBeVisible();
    await check("rows-in-production");
    await deploy.open.click();
    await deploy.chooseVersion(1);
    await expect(deploy.dialog).toContainText("Go back to version 1 in Production.");
    await expect(deploy.rehearsal).toContainText("Every check passed.");
    await check("back");
    await deploy.cancel.click();
    await rows.newRow.click();
    await expect(rows.dialog).toContainText("This is Production.");
    await check("new-row-in-production");
    await rows.button("Cancel").click();
    await rows.choose("1", "Delete");
    await expect(rows.dialog).toContainText("Delete row 1 from Production?");
    await check("delete-in-production");
    await rows.button("Cancel").click();
    await rows.open(appId, objectId, { environment: "test" });
    await expect(page.getByRole("heading", { name: "Not deployed to Test" })).toBeVisible();
    await check("not-deployed");
    await page.goto(`/apps/${appId}/data?environment=production`);
    await check("objects");

    const manager = await signedInAs("member");
    await joinApp(appId, manager, "manage");
    await rows.open(appId, objectId, { environment: "test" });
    await expect(page.getByRole("button", { name: "Request deploy" })).toBeVisible();
    await check("not-deployed-no-connection");
    await object.open(appId, objectId);
    await deploy.open.click();
    await expect(deploy.dialog).toContainText("is shared with you.");
    await check("no-connection");
    const user = await signedInAs("member");
    await joinApp(appId, user, "use");
    await object.open(appId, objectId);
    await check("about-use");
  });
}
