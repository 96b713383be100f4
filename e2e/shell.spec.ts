import { expect, listAddress, queryOf, test } from "./fixtures";
import { ConnectionsPage } from "./pages/connections-page";
import { Shell } from "./pages/shell";

test("the environment is switched at the top, is kept in the address, and Back leads to the one before", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  for (const environment of ["development", "test", "production"] as const) {
    await account.connection(member, { environment, name: `Of ${environment}` });
  }
  const shell = new Shell(page);
  const list = new ConnectionsPage(page);
  await list.open();
  await expect(shell.environment("Development")).toBeChecked();

  await shell.environment("Production").click();
  await expect(list.names).toHaveText(["Of production"]);
  await expect(shell.environment("Production")).toBeChecked();
  expect(queryOf(page)).toEqual({ environment: "production" });

  await shell.environment("Test").click();
  await expect(list.names).toHaveText(["Of test"]);
  await page.goBack();
  await expect(list.names).toHaveText(["Of production"]);
  await page.reload();
  await expect(list.names).toHaveText(["Of production"]);
});

test("no environment is chosen by moving to it: only by Space or Enter", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const shell = new Shell(page);
  await page.goto(listAddress("test"));
  await shell.environment("Test").focus();
  await page.keyboard.press("ArrowRight");
  await expect(shell.environment("Production")).toBeFocused();
  await expect(shell.environment("Test")).toBeChecked();

  await page.keyboard.press("Space");
  await expect(shell.environment("Production")).toBeChecked();
  expect(queryOf(page)).toEqual({ environment: "production" });
});

test("the profile menu begins with the user's name and holds what exists", async ({ page, signedInAs }) => {
  const { name, email } = await signedInAs("super_admin");
  const shell = new Shell(page);
  await page.goto("/apps");
  await shell.openProfile();

  await expect(shell.profileMenu).toContainText(name);
  await expect(shell.profileMenu).toContainText(email);
  await expect(shell.profileMenu).toContainText("Super admin");
  await shell.profileMenu.getByRole("menuitem", { name: "External data connections" }).click();
  await expect(new ConnectionsPage(page).heading).toBeVisible();
});

test("the theme is the device's until one is chosen, and is there from the first paint on", async ({
  page,
  signedInAs,
}) => {
  await signedInAs("member");
  const shell = new Shell(page);
  const brightness = () => page.evaluate(groundBrightness);
  await page.goto("/connections");
  await expect.poll(brightness).toBeGreaterThan(220);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(brightness).toBeLessThan(40);

  await shell.chooseTheme("Light");
  await expect.poll(brightness).toBeGreaterThan(220);
  const html = await (await page.context().request.get("/connections")).text();
  expect(html).toContain('data-theme="light"');

  await shell.chooseTheme("System");
  await expect.poll(brightness).toBeLessThan(40);
});

/** Of the page's ground, 0 to 255. Runs in the browser. */
function groundBrightness(): number {
  const canvas = document.createElement("canvas").getContext("2d");
  if (canvas === null) throw new Error("There is no canvas to read the colour from.");
  canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return Math.round((red + green + blue) / 3);
}

test("an address that leads nowhere says so and leads back", async ({ page, signedInAs, trouble }) => {
  trouble.expect(/404/);
  await signedInAs("member");
  const answer = await page.goto("/nowhere");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await page.getByRole("link", { name: "External data connections" }).click();
  await expect(new ConnectionsPage(page).heading).toBeVisible();
});
