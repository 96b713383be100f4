import { makeAccount, makeApp, makeBinding, makeObject, makeUser } from "@/db/factories";
import { revokeAdmin } from "@/lib/admins/commands";
import { expect, test } from "./fixtures";
import { ConnectionsPage } from "./pages/connections-page";
import { AddUsers, SharePage } from "./pages/share-page";

test("an admin adds several people by name and by email; they stand in the list with who added them", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const aiko = await account.person("member", { name: "Aiko Tanabe" });
  const hanna = await account.person("member", { name: "Hanna Eriksen" });
  await account.person("member", { name: "Nils Ekdal", status: "deactivated" });
  await account.connection(member, { name: "Orders" });
  const list = new ConnectionsPage(page);
  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await list.open();
  await list.choose("Orders", "Share");
  await expect(share.heading).toBeVisible();
  await expect(share.admin(member.name)).toContainText("Created the connection");
  await expect(page.getByRole("link", { name: "Orders", exact: true })).toBeVisible();

  await share.addAdmin.click();
  await expect(popup.search).toBeFocused();
  await expect(popup.person(member.name)).toContainText("Already an admin");
  await popup.search.fill("aiko");
  await popup.person("Aiko Tanabe").click();
  await popup.search.fill(hanna.email);
  await popup.person("Hanna Eriksen").click();
  await expect(popup.dialog).toContainText("2 people selected");
  await popup.search.fill("ekdal");
  await expect(popup.people).toHaveCount(0);
  await popup.add.click();

  await expect(popup.dialog).toHaveCount(0);
  await expect(share.admin("Aiko Tanabe")).toContainText(aiko.email);
  await expect(share.admin("Aiko Tanabe")).toContainText(member.name);
  await expect(share.admin("Hanna Eriksen")).toContainText("just now");
  await expect(share.addAdmin).toBeFocused();
});

test("an unknown name says who can invite", async ({ page, account, signedInAs }) => {
  await account.person("super_admin", { name: "Ines Albrecht" });
  const member = await signedInAs("member");
  const { id } = await account.connection(member);
  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await share.open(id);
  await share.addAdmin.click();
  await popup.search.fill("Zebedee");
  await expect(popup.dialog).toContainText(
    "Nobody in this account matches “Zebedee”. Ines Albrecht can invite people.",
  );
  await expect(popup.add).toHaveAttribute("aria-disabled", "true");
});

test("people of another account are not found", async ({ page, account, signedInAs }) => {
  const member = await signedInAs("member");
  const { id } = await account.connection(member);
  const stranger = await makeUser({ accountId: await makeAccount(), name: "Of Another Account" });
  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await share.open(id);
  await share.addAdmin.click();
  await popup.search.fill(stranger.email);
  await expect(popup.dialog).toContainText("Nobody in this account matches");
});

test("revoking takes the connection away from that person, whoever created it", async ({
  page,
  account,
  signedInAs,
}) => {
  const creator = await account.person("member", { name: "Aiko Tanabe" });
  const member = await signedInAs("member");
  const { id } = await account.connection(creator, { name: "Orders", admins: [member] });
  const share = new SharePage(page);
  await share.open(id);
  await share.revokeAccess("Aiko Tanabe");
  await expect(share.admin("Aiko Tanabe")).toHaveCount(0);
  await expect(share.admin(member.name)).toHaveCount(1);

  await signedInAs(creator);
  const list = new ConnectionsPage(page);
  await list.open();
  await expect(page.getByText("No connections in Development yet")).toBeVisible();
  const answer = await page.request.get(`/connections/${id}`);
  expect(answer.status()).toBe(404);
});

test("giving up one's own access is said plainly and leads back to the list, where it is gone", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member");
  const { id } = await account.connection(member, { name: "Orders", admins: [colleague] });
  const share = new SharePage(page);
  await share.open(id);
  await share.more(member.name).click();
  await share.revoke.click();
  await expect(share.confirmation).toContainText("Give up your access to “Orders”?");
  await share.confirmation.getByRole("button", { name: "Revoke access" }).click();
  await expect(page).toHaveURL(/\/connections\?environment=development/);
  await expect(page.getByText("No connections in Development yet")).toBeVisible();
});

test("the last admin cannot be revoked and the reason is read; with a second one they can", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const { id } = await account.connection(member, { name: "Orders" });
  const share = new SharePage(page);
  const popup = new AddUsers(page);
  await share.open(id);
  await share.more(member.name).click();
  await expect(share.revoke).toHaveAttribute("aria-disabled", "true");
  await expect(share.revoke).toHaveAccessibleDescription(
    "A connection always keeps at least one admin. Add another one first.",
  );
  await page.keyboard.press("Escape");

  await share.addAdmin.click();
  await popup.search.fill(colleague.name);
  await popup.person(colleague.name).click();
  await popup.add.click();
  await share.revokeAccess(member.name);
  await expect(page).toHaveURL(/\/connections\?environment=development/);
});

test("two people who revoke each other: the second is told, and one admin stays", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const { id } = await account.connection(member, { name: "Orders", admins: [colleague] });
  const share = new SharePage(page);
  await share.open(id);
  await share.more("Hanna Eriksen").click();
  await share.revoke.click();
  await revokeAdmin(colleague, { connectionId: id, userId: member.id });

  await share.confirmation.getByRole("button", { name: "Revoke access" }).click();
  await expect(share.confirmation).toContainText("does not exist, or it is not shared with you");
});

test("revoking says which external data objects stay, and says nothing of them where there are none", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  const colleague = await account.person("member", { name: "Hanna Eriksen" });
  const used = await account.connection(member, { name: "Orders", admins: [colleague] });
  const unused = await account.connection(member, { name: "Ledger", admins: [colleague] });
  for (const objects of [2, 1]) {
    const appId = await makeApp({ by: colleague });
    for (let made = 0; made < objects; made += 1) {
      const object = await makeObject({ by: colleague, appId });
      await makeBinding({ by: colleague, objectId: object.id, connectionId: used.id });
    }
  }
  const share = new SharePage(page);
  await share.open(used.id);
  await share.more("Hanna Eriksen").click();
  await share.revoke.click();
  await expect(share.confirmation).toContainText("3 external data objects in 2 apps keep working.");

  await share.open(unused.id);
  await share.more("Hanna Eriksen").click();
  await share.revoke.click();
  await expect(share.confirmation).toContainText("Revoke the access of Hanna Eriksen to “Ledger”?");
  await expect(share.confirmation).not.toContainText("keep working");
});
