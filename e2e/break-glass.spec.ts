import { readFile } from "node:fs/promises";
import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { connectionAdmins } from "@/db/schema";
import { violationsOf } from "./axe";
import { expect, test } from "./fixtures";
import { AccessPage, BreakGlassDialog } from "./pages/access-page";
import { RenameDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { SharePage } from "./pages/share-page";

const reason = "The nightly load stands still";

test("a super admin breaks the glass; it is marked for its admins, and ends while a page of theirs is open", async ({
  page,
  account,
  signedInAs,
}) => {
  const admin = await account.person("member", { name: "Hanna Eriksen" });
  const { id } = await account.connection(admin, { name: "Orders" });
  const superAdmin = await signedInAs("super_admin");
  await page.goto(`/connections/${id}`);
  const details = page.getByRole("region", { name: "General details" });
  await page.getByRole("button", { name: "Share with yourself" }).press("Enter");
  const dialog = new BreakGlassDialog(page, "Share with yourself");
  await expect(dialog.reason).toBeFocused();
  await dialog.button("Share with yourself").click();
  await expect(dialog.reason).toHaveAccessibleDescription("Say why you need this connection.");
  await dialog.reason.fill(reason);
  await dialog.end.selectOption("Another moment");
  await dialog.dialog.getByLabel("Day and time").fill("2020-01-01T10:00");
  await dialog.button("Share with yourself").click();
  await expect(dialog.dialog.getByLabel("Day and time")).toHaveAccessibleDescription(
    "Choose an end between 1 hour and 30 days from now.",
  );
  expect(await violationsOf(page)).toEqual([]);
  await dialog.end.selectOption("8 hours");
  await dialog.button("Share with yourself").click();
  await expect(details).toContainText("norrvik");
  const shared = page.getByRole("region", { name: "Shared with" });
  await expect(shared).toContainText("2 admins");
  await expect(shared.getByRole("listitem").filter({ hasText: superAdmin.name })).toContainText(
    "Break glass, ends in 8 hours",
  );

  const share = new SharePage(page);
  await share.open(id);
  await share.more(superAdmin.name).click();
  await share.menu.getByRole("menuitem", { name: "Prolong" }).click();
  const prolong = new BreakGlassDialog(page, "Prolong");
  await prolong.reason.fill(reason);
  await prolong.button("Prolong").click();
  await expect(prolong.reason).toHaveAccessibleDescription(/You gave this reason before/);
  await prolong.reason.fill("The vendor needs another day");
  await prolong.end.selectOption("1 day");
  await prolong.button("Prolong").click();
  await expect(share.admin(superAdmin.name)).toContainText("Break glass, ends in 24 hours");
  await expect(share.admin(superAdmin.name)).toContainText("The vendor needs another day");

  const list = new ConnectionsPage(page);
  await list.open();
  await expect(
    list.row("Orders").getByRole("link", { name: /^Shared with .*\(Break glass, ends in 24 hours\)/ }),
  ).toBeVisible();
  await list.choose("Orders", "Rename");
  const rename = new RenameDialog(page);
  await rename.name.fill("Taken");
  await db()
    .update(connectionAdmins)
    .set({ endsAt: new Date(Date.now() - 1) })
    .where(and(eq(connectionAdmins.connectionId, id), isNotNull(connectionAdmins.endsAt)));
  await rename.save.click();
  await expect(rename.dialog).toContainText("Share this connection with yourself to rename it.");
  await page.goto(`/connections/${id}`);
  await expect(details).toContainText("Details are shown to its admins.");
  await expect(shared).toContainText("1 admin");
});

test("who has access is looked through, marked and exported; super admins see what was not reviewed for longest", async ({
  page,
  account,
  signedInAs,
  trouble,
}) => {
  trouble.expect(/403/);
  const superAdmin = await account.person("super_admin", { name: "Ines Albrecht" });
  const admin = await signedInAs("member");
  const endsAt = new Date(Date.now() + 3 * 3_600_000);
  const { id } = await account.connection(admin, { name: "Orders", breakGlass: { user: superAdmin, endsAt } });
  await account.connection(admin, { name: "Ledger" });
  const share = new SharePage(page);
  const access = new AccessPage(page);
  await share.open(id);
  await expect(share.admin("Ines Albrecht")).toContainText("Break glass, ends in 3 hours");
  expect(await violationsOf(page)).toEqual([]);
  await access.tab.click();
  await expect(access.table.getByRole("row").filter({ hasText: "Ines Albrecht" })).toContainText(reason);
  await expect(page.getByText("Not reviewed yet.")).toBeVisible();
  await access.mark.click();
  await expect(page.getByText(`Reviewed just now by ${admin.name}.`)).toBeVisible();
  const download = page.waitForEvent("download");
  await access.export.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("Orders (access, development).csv");
  expect(await readFile(await file.path(), "utf8")).toContain(`Ines Albrecht,${superAdmin.email},`);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOf(page), colorScheme).toEqual([]);
  }
  expect((await page.goto("/administration/access"))?.status()).toBe(403);

  await signedInAs(superAdmin);
  await page.goto("/administration/users");
  await page.getByRole("navigation", { name: "Pages of administration" }).getByRole("link", { name: "Access" }).click();
  const reviews = page.getByRole("table", { name: "Reviews of access" });
  await expect(reviews.getByRole("link")).toHaveText(["Ledger", "Orders"]);
  await expect(reviews.getByRole("row").nth(1)).toContainText("Not yet");
  await expect(reviews.getByRole("row").nth(2)).toContainText(admin.name);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsOf(page)).toEqual([]);
  await page.goto(`/administration/users/${superAdmin.id}`);
  const own = page.getByRole("region", { name: "Access", exact: true });
  await expect(own.getByRole("table", { name: "Connections shared with this user" })).toContainText(reason);
  await access.mark.click();
  await expect(own).toContainText("Reviewed just now by Ines Albrecht.");
  expect(await violationsOf(page)).toEqual([]);
});
