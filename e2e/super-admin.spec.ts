import { expect, test } from "./fixtures";
import { RenameDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { AddUsers, SharePage } from "./pages/share-page";

test("a super admin sees every connection, is told why its items are closed, shares it with themself, and then may", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await account.person("member");
  const { id } = await account.connection(member, { name: "Orders" });
  const superAdmin = await signedInAs("super_admin");
  const list = new ConnectionsPage(page);
  await list.open();
  await expect(list.row("Orders")).toContainText("Details are shown to its admins");

  await list.openMenu("Orders");
  for (const item of ["Rename", "Reconnect", "Duplicate", "Delete"] as const) {
    await expect(list.item(item)).toHaveAttribute("aria-disabled", "true");
    await expect(list.item(item)).toHaveAccessibleDescription(
      "Share this connection with yourself to rename, reconnect, duplicate or delete it.",
    );
  }
  await list.item("Rename").click({ force: true });
  await expect(new RenameDialog(page).dialog).toHaveCount(0);
  await list.item("Share").click();

  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await expect(share.heading).toBeVisible();
  await share.more(member.name).click();
  await expect(share.revoke).toHaveAttribute("aria-disabled", "true");
  await expect(share.revoke).toHaveAccessibleDescription(
    "Share this connection with yourself to revoke an admin's access.",
  );
  await page.keyboard.press("Escape");
  await share.addAdmin.click();
  await popup.search.fill(superAdmin.email);
  await popup.person(superAdmin.name).click();
  await popup.add.click();
  await expect(popup.reason).toHaveAccessibleDescription("Say why you need this connection.");
  await expect(popup.reason).toBeFocused();
  await popup.reason.fill("The nightly load stands still");
  await popup.end.selectOption("8 hours");
  await popup.add.click();
  await expect(share.admin(superAdmin.name)).toContainText("you");
  await expect(share.admin(superAdmin.name)).toContainText("Break glass, ends in 8 hours");

  await list.open();
  await expect(list.row("Orders")).toContainText("norrvik");
  await list.choose("Orders", "Rename");
  const dialog = new RenameDialog(page);
  await dialog.name.fill("Orders warehouse");
  await dialog.save.click();
  await expect(list.names).toHaveText(["Orders warehouse"]);
  await page.goto(`/connections/${id}`);
  await expect(page.getByRole("region", { name: "General details" })).toContainText("norrvik");
});

test("a member sees nothing of what is not shared with them", async ({ page, account, signedInAs, trouble }) => {
  trouble.expect(/404/);
  const member = await account.person("member");
  const { id } = await account.connection(member, { name: "Orders" });
  await signedInAs("member");
  await new ConnectionsPage(page).open();
  await expect(page.getByText("No connections in Development yet")).toBeVisible();
  for (const address of [`/connections/${id}`, `/connections/${id}/share`]) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await expect(page.getByText("is not shared with you")).toBeVisible();
    await expect(page.getByText("Orders")).toHaveCount(0);
  }
});

test("an orphan needs an admin; a super admin adds one and it is in order again", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await account.person("member", { name: "Hanna Eriksen" });
  const superAdmin = await signedInAs("super_admin");
  const { id } = await account.connection(superAdmin, { name: "Orders", creatorLeft: true });
  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await share.open(id);
  await expect(page.getByText("This connection needs an admin.")).toBeVisible();
  await share.addAdmin.click();
  await popup.search.fill(member.name);
  await popup.person(member.name).click();
  await popup.add.click();
  await expect(share.admin(member.name)).toHaveCount(1);
  const list = new ConnectionsPage(page);
  await list.open();
  await expect(list.row("Orders").getByRole("img", { name: "Connected" })).toBeVisible();
});
