import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { demoPassword, demoUsers } from "@/lib/users/demo";
import { expect, listAddress, signInOverHttp, test } from "./fixtures";
import { ConnectorPicker, CreateDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { RowsPage } from "./pages/rows-page";
import { AddUsers, SharePage } from "./pages/share-page";
import { sampleDatabase } from "./settings";

// The README's pictures, of the demo account as a newcomer finds it. `npm run screenshots` takes them again.

const directory = path.join("docs", "images");
mkdirSync(directory, { recursive: true });

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeEach(async ({ page }) => {
  await signInOverHttp(page.request, demoUsers[0].email, demoPassword);
});

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(directory, `${name}.png`), animations: "disabled", caret: "hide" });
}

async function openForm(page: Page): Promise<CreateDialog> {
  await page.goto(listAddress());
  await new ConnectionsPage(page).newConnection.click();
  await new ConnectorPicker(page).connector("PostgreSQL").click();
  return new CreateDialog(page);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`the list, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(listAddress());
    await expect(new ConnectionsPage(page).row("Orders warehouse")).toBeVisible();
    await take(page, `connections-${colorScheme}`);
  });

  test(`Create connection with a failed verification, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const dialog = await openForm(page);
    await dialog.fill("Norrvik orders", { ...sampleDatabase(), password: "not the password" });
    await dialog.test.click();
    await expect(dialog.verification).toContainText("Sign in was refused.");
    await take(page, `create-connection-failed-${colorScheme}`);
  });
}

test("Create connection with a passed verification", async ({ page }) => {
  const dialog = await openForm(page);
  await dialog.fill("Norrvik orders", sampleDatabase());
  await dialog.test.click();
  await expect(dialog.verification).toContainText("This connection works.");
  await take(page, "create-connection-passed-light");
});

test("the list in Production", async ({ page }) => {
  await page.goto(listAddress("production"));
  await expect(new ConnectionsPage(page).row("Orders warehouse")).toBeVisible();
  await take(page, "connections-production-light");
});

test("Share connection", async ({ page }) => {
  await page.goto(listAddress());
  await new ConnectionsPage(page).choose("Orders warehouse", "Share");
  await expect(new SharePage(page).table).toBeVisible();
  await take(page, "share-connection-light");

  const popup = new AddUsers(page);
  await new SharePage(page).addAdmin.click();
  await popup.search.fill("an");
  await expect(popup.people.first()).toBeVisible();
  await take(page, "add-users-light");
});

test("the list on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(listAddress());
  await expect(new ConnectionsPage(page).row("Orders warehouse")).toBeVisible();
  await take(page, "connections-phone-light");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`live rows, ${colorScheme}`, async ({ page }) => {
    await page.context().clearCookies({ name: /session/ });
    await signInOverHttp(page.request, demoUsers[1].email, demoPassword);
    await page.emulateMedia({ colorScheme });
    await page.goto("/apps?environment=development");
    await page.getByRole("link", { name: "Fulfilment" }).click();
    await page.getByRole("link", { name: "Orders to pick" }).click();
    const rows = new RowsPage(page);
    await expect(rows.table.getByRole("row").nth(20)).toBeVisible();
    await take(page, `live-rows-${colorScheme}`);
  });
}
