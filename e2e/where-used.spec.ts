import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { makeApp, makeBinding, makeObject, sampleDefinition } from "@/db/factories";
import type { Actor, Environment } from "@/lib/policy";
import { violationsInEachScheme, widths } from "./axe";
import { expect, test } from "./fixtures";
import { DeleteDialog, ReconnectDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { SharePage } from "./pages/share-page";

type Linked = { by: Actor; connectionId: string; appId: string; name: string; environment?: Environment };

async function makeLinked({ by, connectionId, appId, name, environment = "development" }: Linked): Promise<string> {
  const table = { schema: "sales", name: name.toLowerCase().replaceAll(" ", "_") };
  const { id } = await makeObject({ by, appId, name, definition: { ...sampleDefinition, table } });
  await makeBinding({ by, objectId: id, connectionId, environment });
  return id;
}

test("every place that changes a connection shows first which objects use it, with version and environment", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const environment = "test";
  const { id } = await account.connection(member, { name: "Orders", admins: [colleague], environment });
  const appId = await makeApp({ by: member, name: "Storefront" });
  const orders = await makeLinked({ by: member, connectionId: id, appId, name: "Order book", environment });
  await makeLinked({ by: member, connectionId: id, appId, name: "Returns", environment });
  await db().execute(sql`update object_bindings set drifted_at = now() where object_id = ${orders}`);
  const list = new ConnectionsPage(page);
  const [reconnect, remove, share] = [new ReconnectDialog(page), new DeleteDialog(page), new SharePage(page)];
  const orderBook = /^Order book.*Table changed.*sales\.order_book.*Version 1 in Test/;
  const returns = /^Returns(?!.*changed).*sales\.returns.*Version 1 in Test/;

  await list.open(environment);
  await list.objects("Orders").click();
  await expect(list.objectsOf("Orders").getByRole("link", { name: orderBook })).toBeVisible();
  await expect(list.objectsOf("Orders").getByRole("link", { name: returns })).toBeVisible();
  await page.keyboard.press("Escape");

  await list.choose("Orders", "Reconnect");
  await expect(reconnect.dialog).toContainText("2 external data objects read through this connection.");
  await reconnect.button("Show them").click();
  await expect(reconnect.dialog.getByRole("link", { name: orderBook })).toBeVisible();
  await expect(reconnect.dialog.getByRole("link", { name: /in a new tab$/ })).toHaveCount(2);
  await reconnect.cancel.click();

  await list.choose("Orders", "Delete");
  await expect(remove.app("Storefront").getByRole("link", { name: orderBook })).toBeVisible();
  await remove.close.click();

  await share.open(id);
  await share.more("Hanna Eriksen").click();
  await share.revoke.click();
  await expect(share.confirmation).toContainText("2 external data objects in 1 app keep working.");
  await share.confirmation.getByRole("button", { name: "Show them" }).click();
  await expect(share.confirmation.getByRole("link", { name: orderBook })).toBeVisible();

  await page.goto(`/connections/${id}`);
  await page.getByRole("region", { name: "Storefront" }).getByRole("link", { name: orderBook }).click();
  await expect(page).toHaveURL(new RegExp(`/apps/${appId}/data/${orders}\\?environment=test`));
});

test("what is in apps that one cannot see is counted in every list, with whom to ask", async ({
  page,
  account,
  signedInAs,
}) => {
  await account.person("super_admin", { name: "Ines Albrecht" });
  const builder = await account.person("member");
  const member = await signedInAs("member");
  const { id } = await account.connection(member, { name: "Orders", admins: [builder] });
  const mine = await makeApp({ by: member, name: "Storefront" });
  const hidden = await makeApp({ by: builder, name: "A secret app" });
  await makeLinked({ by: member, connectionId: id, appId: mine, name: "Order book" });
  for (const name of ["A secret object", "Another secret"]) {
    await makeLinked({ by: builder, connectionId: id, appId: hidden, name });
  }
  const counted = "2 more are in apps you cannot see. Ines Albrecht can say whose they are.";
  const list = new ConnectionsPage(page);
  const reconnect = new ReconnectDialog(page);
  await list.open();
  await list.objects("Orders").click();
  await expect(list.objectsOf("Orders")).toContainText(counted);
  await page.keyboard.press("Escape");
  await list.choose("Orders", "Reconnect");
  await reconnect.button("Show them").click();
  await expect(reconnect.dialog).toContainText(counted);
  await page.goto(`/connections/${id}`);
  await expect(page.getByRole("region", { name: "External data objects" })).toContainText(counted);
  expect(await page.content()).not.toContain("secret");
});

test.describe("with five hundred objects", () => {
  async function openLong(page: Page, by: Actor, connectionId: string) {
    for (let at = 1; at <= 25; at += 1) {
      const appId = await makeApp({ by, name: `App ${String(at).padStart(2, "0")}` });
      const names = Array.from({ length: 20 }, (_, object) => `Object ${at} ${object + 1}`);
      await Promise.all(names.map((name) => makeLinked({ by, connectionId, appId, name })));
    }
    const list = new ConnectionsPage(page);
    await list.open();
    await list.objects("Orders").click();
    return list.objectsOf("Orders");
  }

  for (const size of widths) {
    test(`apps are folded and a search finds one object by its table, ${size.width} px wide`, async ({
      page,
      account,
      signedInAs,
    }) => {
      await page.setViewportSize(size);
      const member = await signedInAs("member");
      const { id } = await account.connection(member, { name: "Orders" });
      const popover = await openLong(page, member, id);
      await expect(popover.getByRole("region")).toHaveCount(25);
      await expect(popover.getByRole("link")).toHaveCount(0);

      // By keyboard: unfold the first app, then search.
      const search = popover.getByRole("searchbox", { name: "Search objects" });
      await search.focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(popover.getByRole("region", { name: "App 01" }).getByRole("link")).toHaveCount(20);

      await search.fill("object_25_7");
      await expect(popover.getByRole("link")).toHaveCount(1);
      await expect(popover.getByRole("status").filter({ hasText: "1 of 500 objects" })).toBeVisible();
      expect(await violationsInEachScheme(page)).toEqual([]);
      await search.fill("nothing like it");
      await expect(popover.getByRole("status").filter({ hasText: "0 of 500 objects" })).toBeVisible();
    });
  }
});
