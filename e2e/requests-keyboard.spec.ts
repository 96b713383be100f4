import { AskDialog, RequestPage, RequestsPage } from "./pages/requests-page";
import { RowsPage } from "./pages/rows-page";
import { Shell } from "./pages/shell";
import { expect, test } from "./request-scene";

test("by keyboard alone: asked for, found in the profile, rehearsed and deployed to Production", async ({
  page,
  signedInAs,
  makeRequestScene,
}) => {
  const { builder, admin, products } = await makeRequestScene();
  const ask = new AskDialog(page, "Request deploy");
  const requests = new RequestsPage(page);
  const request = new RequestPage(page);
  const shell = new Shell(page);
  const press = (key: string) => page.keyboard.press(key);

  await signedInAs(builder);
  await new RowsPage(page).open(products.app, products.object, { environment: "production" });
  const button = page.getByRole("button", { name: "Request deploy" });
  await button.focus();
  await press("Enter");
  await expect(ask.message).toBeFocused();
  await page.keyboard.type("For the fair");
  await press("Escape");
  await expect(page.getByRole("alertdialog")).toContainText("Nobody has been asked yet.");
  await expect(page.getByRole("button", { name: "Keep editing" })).toBeFocused();
  await press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(ask.message).toHaveValue("For the fair");
  await expect(ask.message).toBeFocused();
  await press("Tab");
  await press("Tab");
  await expect(ask.send).toBeFocused();
  await press("Enter");
  await expect(ask.dialog).toHaveCount(0);
  await expect(button).toBeFocused();

  await signedInAs(admin);
  await page.goto("/apps");
  await shell.profile.focus();
  await press("Enter");
  await expect(shell.profileMenu.getByRole("menuitem", { name: "External data connections" })).toBeFocused();
  await press("ArrowDown");
  await expect(shell.profileMenu.getByRole("menuitem", { name: "Requests" })).toBeFocused();
  await press("Enter");
  await expect(requests.heading).toBeVisible();
  await requests.toAnswer.getByRole("link").focus();
  await press("Enter");
  await expect(request.rehearsal).toContainText("It works, with warnings.");

  await request.connection.focus();
  await press("Tab");
  await expect(page.getByRole("button", { name: "Rehearse again" })).toBeFocused();
  await press("Tab");
  await expect(request.refuse).toBeFocused();
  await press("Enter");
  await expect(request.why).toBeFocused();
  await press("Escape");
  await expect(request.refuse).toBeFocused();
  await press("Tab");
  await expect(request.deployToProduction).toBeFocused();
  await press("Enter");
  await expect(page.getByText("Version 2 was deployed to Production")).toBeVisible();
  await expect(request.heading(/Deploy version 2/)).toBeFocused();
});
