import type { Page } from "@playwright/test";
import { makeApp, makeBinding, makeObject } from "@/db/factories";
import type { Actor } from "@/lib/policy";
import { createVault } from "@/lib/vault";
import { violationsInEachScheme, widths } from "./axe";
import { type Account, expect, listAddress, test } from "./fixtures";
import { AppsPage, MembersPage } from "./pages/apps-page";
import { ConnectorPicker, CreateDialog, ReconnectDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { AddUsers, SharePage } from "./pages/share-page";
import { Shell } from "./pages/shell";
import { sampleDatabase } from "./settings";

type Scene = { orders: string; used: string; app: string; object: string };

/** How to get to each screen, dialog and menu, from nothing. */
const screens: Record<string, (page: Page, scene: Scene) => Promise<void>> = {
  "the list": async (page) => {
    await page.goto(listAddress());
    await expect(new ConnectionsPage(page).names).toHaveCount(4);
  },
  "the list in Production": async (page) => {
    await page.goto(listAddress("production"));
    await expect(new ConnectionsPage(page).names).toHaveCount(1);
  },
  "the first run": async (page) => {
    await page.goto(listAddress("test"));
    await expect(page.getByRole("heading", { name: "Reach your first database" })).toBeVisible();
  },
  "a search that finds nothing": async (page) => {
    await page.goto(listAddress("development", { q: "ledgr" }));
    await expect(page.getByText("No connection matches")).toBeVisible();
  },
  "More options": async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).openMenu("Orders");
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "the list of linked objects": async (page) => {
    const list = new ConnectionsPage(page);
    await page.goto(listAddress());
    await list.objects("Carrier rates").click();
    await expect(list.objectsOf("Carrier rates").getByRole("link")).toHaveCount(1);
  },
  "the profile menu": async (page) => {
    await page.goto(listAddress());
    await new Shell(page).openProfile();
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "Choose a connector": async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).newConnection.click();
    await expect(new ConnectorPicker(page).search).toBeVisible();
  },
  "Create connection, failed": async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).newConnection.click();
    await new ConnectorPicker(page).connector("PostgreSQL").click();
    const dialog = new CreateDialog(page);
    await dialog.fill("Orders", { ...sampleDatabase(), password: "not the password" });
    await dialog.test.click();
    await expect(dialog.verification).toContainText("Check the user and the password");
  },
  "Create connection with missing fields": async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).newConnection.click();
    await new ConnectorPicker(page).connector("PostgreSQL").click();
    const dialog = new CreateDialog(page);
    await dialog.create.click();
    await expect(dialog.name).toHaveAttribute("aria-invalid", "true");
  },
  Reconnect: async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).choose("Orders", "Reconnect");
    await expect(new ReconnectDialog(page).dialog).toContainText("norrvik");
  },
  "Rename connection": async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).choose("Orders", "Rename");
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "Delete, refused": async (page) => {
    await page.goto(listAddress());
    await new ConnectionsPage(page).choose("Carrier rates", "Delete");
    await expect(page.getByRole("dialog")).toContainText("It cannot be deleted yet");
  },
  "Delete in Production": async (page) => {
    await page.goto(listAddress("production"));
    await new ConnectionsPage(page).choose("Live orders", "Delete");
    await expect(page.getByRole("dialog")).toContainText("from Production");
  },
  "a connection": async (page, { used }) => {
    await page.goto(`/connections/${used}`);
    await expect(page.getByRole("region", { name: "General details" })).toBeVisible();
  },
  "Share connection": async (page, { orders }) => {
    await page.goto(`/connections/${orders}/share`);
    await expect(new SharePage(page).table).toBeVisible();
  },
  "Add users": async (page, { orders }) => {
    await page.goto(`/connections/${orders}/share`);
    await new SharePage(page).addAdmin.click();
    await expect(new AddUsers(page).people.first()).toBeVisible();
  },
  "Revoke access": async (page, { orders }) => {
    const share = new SharePage(page);
    await page.goto(`/connections/${orders}/share`);
    await share.more("Hanna Eriksen").click();
    await share.revoke.click();
    await expect(share.confirmation).toBeVisible();
  },
  Apps: async (page) => {
    await page.goto("/apps");
    await expect(page.getByRole("link", { name: "Storefront" })).toBeVisible();
  },
  "More options of an app": async (page) => {
    await page.goto("/apps");
    await new AppsPage(page).more("Back office").click();
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "New app with a missing name": async (page) => {
    const apps = new AppsPage(page);
    await page.goto("/apps");
    await apps.newApp.click();
    await apps.create.button("Create").click();
    await expect(apps.create.name).toHaveAttribute("aria-invalid", "true");
  },
  "Add yourself": async (page) => {
    const apps = new AppsPage(page);
    await page.goto("/apps");
    await apps.addYourself("Back office").click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "an app's members": async (page, { app }) => {
    await page.goto(`/apps/${app}/members`);
    await expect(new MembersPage(page).table).toBeVisible();
  },
  "Add users to an app": async (page, { app }) => {
    await page.goto(`/apps/${app}/members`);
    await new MembersPage(page).addMembers.click();
    await expect(new AddUsers(page).people.first()).toBeVisible();
  },
  "an app's external data objects": async (page, { app }) => {
    await page.goto(`/apps/${app}/data`);
    await expect(page.getByRole("link", { name: "Order book" })).toBeVisible();
  },
  "an external data object": async (page, { app, object }) => {
    await page.goto(`/apps/${app}/data/${object}/about`);
    await expect(page.getByRole("heading", { name: "Order book", level: 1 })).toBeVisible();
  },
  "a page that is not there": async (page) => {
    await page.goto("/nowhere");
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  },
  "Sign in, refused": async (page) => {
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill("");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Type your email.")).toBeVisible();
  },
};

for (const [name, open] of Object.entries(screens)) {
  test(`${name}: axe finds nothing, in light and dark, on a wide screen and a phone`, async ({
    page,
    account,
    signedInAs,
    trouble,
  }) => {
    trouble.expect(/404/);
    const member = await signedInAs("super_admin");
    const scene = await makeScene(account, member);
    for (const size of widths) {
      await page.setViewportSize(size);
      await open(page, scene);
      expect.soft(await violationsInEachScheme(page), `${size.width} px wide`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(overflow, `${size.width} px wide: nothing sticks out`).toBe(0);
    }
  });
}

async function makeScene(account: Account, by: Actor): Promise<Scene> {
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const orders = await account.connection(by, { name: "Orders", admins: [colleague] });
  const used = await account.connection(by, { name: "Carrier rates" });
  await account.connection(by, { name: "Depot directory", creatorLeft: true });
  await account.connection(by, {
    name: "Payroll mirror of every subsidiary and depot in the north and the far north",
    sealedBy: await createVault(`lost:${"A".repeat(43)}`),
  });
  await account.connection(by, { name: "Live orders", environment: "production" });
  const app = await makeApp({ by, name: "Storefront", members: [{ user: colleague, level: "use" }] });
  await makeApp({ by: colleague, name: "Back office", description: "Returns and complaints" });
  const object = await makeObject({ by, appId: app, name: "Order book" });
  await makeBinding({ by, objectId: object.id, connectionId: used.id });
  return { orders: orders.id, used: used.id, app, object: object.id };
}
