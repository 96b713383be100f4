import type { Page } from "@playwright/test";
import { deployVersion } from "@/lib/objects/deploys/commands";
import { saveDraft } from "@/lib/objects/drafts/commands";
import { discardDraft, editObject } from "@/lib/objects/edits/commands";
import { joinApp } from "@/scripts/testing/drafts";
import { violationsInEachScheme, widths } from "./axe";
import { DeployDialog } from "./pages/deploy-dialog";
import { DraftPage } from "./pages/draft-page";
import { ObjectPage } from "./pages/object-page";
import { RowsPage } from "./pages/rows-page";
import { Shell } from "./pages/shell";
import { expect, test } from "./places";

test("an object is edited: the difference is shown, version 3 is live in Development, and Production stays until it is deployed", async ({
  page,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await signedInAs("member");
  const { appId, objectId, production } = await makeOrdersOf(builder);
  const connectionId = production.id;
  await deployVersion(builder, { objectId, version: 2, environment: "production", connectionId, replaces: null });
  const rows = new RowsPage(page);
  const object = new ObjectPage(page);
  const draft = new DraftPage(page);
  const shell = new Shell(page);

  await rows.open(appId, objectId);
  await object.edit.click();
  await expect(page.getByRole("heading", { name: "Edit Orders", level: 1 })).toBeVisible();
  await expect(page.getByText("Version 2 stays live until this is published.")).toBeVisible();
  await draft.column("note").uncheck();
  await draft.next.click();
  await expect(draft.changes(2)).toContainText("Leaves out Note (note).");
  await draft.label("place").fill("Depot");
  await expect(draft.changes(2)).toContainText("Calls column place Depot instead of Place.");
  await page.getByRole("radio", { name: "Read and write" }).check();
  await expect(draft.changes(2)).toContainText("Lets members with use write rows, which they could only read.");
  await expect(draft.publish).toHaveText("Publish version 3");
  await draft.publish.click();
  await expect(page.getByText("Version 3 is live in Development.")).toBeVisible();
  await expect(page.getByText("Version 3 through Orders of development")).toBeVisible();
  await expect(rows.header("Depot")).toBeVisible();
  await expect(rows.header("Note")).toHaveCount(0);

  await shell.environment("Production").click();
  await expect(page.getByText(`Version 2 through ${production.name}`)).toBeVisible();
  await expect(rows.header("Note")).toBeVisible();
  await object.openFromRows();
  await expect(object.history.first()).toContainText(`Published version 3 through Orders of development`);
  await expect(object.history.first()).toContainText(`just now by ${builder.name}`);
  await expect(object.history.nth(1)).toContainText(`Deployed version 2 through ${production.name}`);
});

test("who edits and since when is said wherever the object is; what others see is the version until it is discarded", async ({
  page,
  account,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await account.person("member");
  const [colleague, reader] = [await account.person("member"), await account.person("member")];
  const { appId, objectId } = await makeOrdersOf(builder);
  await joinApp(appId, colleague, "manage");
  await joinApp(appId, reader, "use");
  await editObject(builder, { id: objectId });
  const object = new ObjectPage(page);
  const draft = new DraftPage(page);
  const listed = page.getByRole("row", { name: /Orders/ });
  const edited = page.getByText(`Being edited by ${builder.name}`);

  await signedInAs(reader);
  await page.goto(`/apps/${appId}/data`);
  await expect(listed).not.toContainText("Being edited");
  await listed.getByRole("link", { name: "Orders" }).click();
  await expect(page.getByText("Version 2 through")).toBeVisible();
  await expect(edited).toHaveCount(0);
  await expect(object.edit).toHaveCount(0);
  await expect(object.continueEditing).toHaveCount(0);

  await signedInAs(colleague);
  await page.goto(`/apps/${appId}/data`);
  await expect(listed).toContainText("Being edited");
  await listed.getByRole("link", { name: "Orders" }).click();
  await expect(edited).toBeVisible();
  await object.openFromRows();
  await expect(edited).toBeVisible();
  await object.continueEditing.click();
  await expect(page.getByText(/Begun by .* just now/)).toBeVisible();
  // It goes on over a connection that is not theirs.
  await expect(page.getByText("is not shared with you any more. Choose another one")).toBeVisible();
  await draft.discard.click();
  await expect(draft.discarding.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(draft.discard).toBeFocused();
  await draft.discard.click();
  await draft.discarding.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByText("Orders stays at version 2.")).toBeVisible();
  await expect(object.edit).toBeVisible();
  await expect(edited).toHaveCount(0);
});

test("somebody who is faster is named; somebody who changed the draft in between is not written over", async ({
  page,
  account,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await signedInAs("member");
  const { appId, objectId: id, connectionIds } = await makeOrdersOf(builder);
  const colleague = await account.person("member");
  await joinApp(appId, colleague, "manage");
  const object = new ObjectPage(page);
  const draft = new DraftPage(page);
  await object.open(appId, id);
  await editObject(colleague, { id });
  await object.edit.click();
  await expect(page.getByText(`${colleague.name} edits Orders already`)).toBeVisible();
  await expect(page.getByText(`Being edited by ${colleague.name}`)).toBeVisible();
  await discardDraft(colleague, { id, revision: 1 });
  await editObject(builder, { id });
  await object.continueEditing.click();
  await expect(draft.column("note")).toBeChecked();
  const changed = { table: { schema: "public", name: "orders" }, columns: [], membersWithUseMay: "read" as const };
  await saveDraft(builder, { id, revision: 2, connectionId: connectionIds.development, draft: changed });
  await draft.column("note").uncheck();
  await expect(page.getByText("Somebody else changed this draft in the meantime.")).toBeVisible();
  await expect(page.getByText("Not saved")).toBeVisible();
});

test("by keyboard: a version of the history is read, begun from, and gone back to", async ({
  page,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await signedInAs("member");
  const { appId, objectId, production } = await makeOrdersOf(builder);
  const connectionId = production.id;
  await deployVersion(builder, { objectId, version: 2, environment: "production", connectionId, replaces: null });
  const object = new ObjectPage(page);
  const deploy = new DeployDialog(page);
  await object.open(appId, objectId);
  await object.lookAt(2).focus();
  await page.keyboard.press("Enter");
  await expect(object.version.getByRole("region", { name: "Changes since version 1" })).toContainText(
    "Adds Note (note).",
  );
  await expect(object.version.getByRole("button", { name: "Go back to version 2" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(object.lookAt(2)).toBeFocused();
  await object.lookAt(1).focus();
  await page.keyboard.press("Enter");
  await expect(object.version.getByRole("table", { name: "Columns" })).not.toContainText("Note");
  await object.version.getByRole("button", { name: "Go back to version 1" }).press("Enter");
  await expect(deploy.dialog).toContainText("Go back to version 1 in Production.");
  await expect(deploy.rehearsal).toContainText("Every check passed.");
  await deploy.confirm("Production").press("Enter");
  await expect(object.history.first()).toContainText("Went back from version 2 to version 1");
  await object.lookAt(1).press("Enter");
  await object.version.getByRole("button", { name: "Edit from version 1" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Edit Orders", level: 1 })).toBeVisible();
  await expect(new DraftPage(page).column("note")).not.toBeChecked();
});

for (const size of widths) {
  test(`editing and history are accessible, light and dark at ${size.width}`, async ({
    page,
    signedInAs,
    makeOrdersOf,
  }) => {
    test.slow();
    await page.setViewportSize(size);
    const { appId, objectId } = await makeOrdersOf(await signedInAs("member"));
    const object = new ObjectPage(page);
    const draft = new DraftPage(page);
    await object.open(appId, objectId);
    await object.lookAt(2).click();
    await expect(object.version.getByRole("table", { name: "Columns" })).toBeVisible();
    await check(page, "version");
    await page.keyboard.press("Escape");
    await object.edit.click();
    await draft.column("note").uncheck();
    await draft.next.click();
    await expect(draft.changes(2)).toContainText("Leaves out Note (note).");
    await check(page, "review");
    await draft.discard.click();
    await expect(draft.discarding).toBeVisible();
    await check(page, "discard");
    await object.open(appId, objectId);
    await expect(object.continueEditing).toBeVisible();
    await check(page, "about");
    await new RowsPage(page).open(appId, objectId);
    await expect(object.continueEditing).toBeVisible();
    await check(page, "rows");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, "nothing is wider than the screen").toBeLessThanOrEqual(0);
  });
}

async function check(page: Page, what: string): Promise<void> {
  expect(await violationsInEachScheme(page), what).toEqual([]);
}
