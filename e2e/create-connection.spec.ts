import type { Page } from "@playwright/test";
import { makeConnection } from "@/db/factories";
import { expect, queryOf, test } from "./fixtures";
import { ConnectorPicker, CreateDialog, SampleDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { sampleDatabase } from "./settings";
import { startSilentServer } from "./silent-server";

const stages = ["Resolve name", "Reach host", "Secure with TLS", "Sign in", "Open database", "Read catalog"];

test("the connector is searched and chosen, with what to have ready", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const picker = new ConnectorPicker(page);
  const list = new ConnectionsPage(page);
  await list.open();
  await list.newConnection.click();
  await expect(picker.search).toBeFocused();
  await expect(picker.dialog).toContainText("Have these ready for PostgreSQL");

  await picker.search.fill("oracle");
  await expect(picker.connectors).toHaveCount(0);
  await expect(picker.dialog).toContainText("No connector matches “oracle”. There are: PostgreSQL.");
  await picker.search.fill("postg");
  await picker.connector("PostgreSQL").click();
  await expect(new CreateDialog(page).name).toBeFocused();
});

test("a tested and created connection shows six stages with times, then stands first and highlighted whatever the filters", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  await account.connection(member, { name: "Another one" });
  const list = new ConnectionsPage(page);
  const dialog = new CreateDialog(page);
  await list.open("development", { q: "another", sort: "name", direction: "asc" });
  await openForm(page);
  await dialog.fill("Norrvik orders", sampleDatabase());
  await expect(dialog.dialog).toContainText("Nothing is encrypted");

  await dialog.test.click();
  await expect(dialog.verification).toContainText("This connection works. Nothing has been stored.");
  await expect(dialog.stages).toHaveText(stages.map((name) => new RegExp(`^${name}(\\d+ ms|[\\d.]+ s|turned off)$`)));
  await expect(dialog.stage("Secure with TLS")).toContainText("turned off");
  await expect(dialog.verification).toContainText(/\d+ ms in all/);

  await dialog.create.click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(list.names.first()).toHaveText("Norrvik orders");
  await expect(page.getByRole("status").filter({ hasText: "Norrvik orders is created" })).toBeAttached();
  expect(queryOf(page).created).toBeTruthy();
  await expect(list.sharedWith("Norrvik orders")).toHaveAccessibleName(`Shared with ${member.name}`);
  const ground = (name: string) =>
    list
      .row(name)
      .getByRole("cell")
      .first()
      .evaluate((cell) => getComputedStyle(cell).backgroundColor);
  expect(await ground("Norrvik orders")).not.toBe(await ground("Another one"));
});

test("a pasted URL fills the form in the browser and is never sent", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const { host, port, database, user } = sampleDatabase();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await new ConnectionsPage(page).open();
  await openForm(page);
  const dialog = new CreateDialog(page);
  await dialog.url.fill(`postgres://${user}:p%40ss-from-the-url@${host}:${port}/${database}?sslmode=disable`);

  await expect(dialog.field("Host")).toHaveValue(host);
  await expect(dialog.field("Port")).toHaveValue(port);
  await expect(dialog.field("Database")).toHaveValue(database);
  await expect(dialog.field("User")).toHaveValue(user);
  await expect(dialog.field("Password")).toHaveValue("p@ss-from-the-url");
  await expect(dialog.field("TLS")).toHaveValue("disable");
  await expect(dialog.url).toHaveValue("");
  expect(sent.filter((text) => text.includes("from-the-url"))).toEqual([]);

  await dialog.url.fill("mysql://somewhere");
  await expect(dialog.dialog).toContainText("This is not a PostgreSQL URL.");
});

test("a wrong password fails at Sign in with one sentence, keeps what was typed, and stores nothing", async ({
  page,
  signedInAs,
}) => {
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  await list.open();
  await openForm(page);
  const dialog = new CreateDialog(page);
  await dialog.fill("Norrvik orders", { ...sampleDatabase(), password: "not the password" });
  await dialog.create.click();

  await expect(dialog.stage("Sign in")).toContainText(/failed after \d+ ms/);
  await expect(dialog.stage("Open database")).toContainText("not tried");
  await expect(dialog.verification).toContainText("Sign in was refused. Check the user and the password");
  await expect(dialog.verification).toContainText(/Reference [0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expect(dialog.field("Password")).toHaveValue("not the password");
  await expect(dialog.field("Password")).toHaveAttribute("aria-invalid", "true");

  await dialog.field("Password").fill(sampleDatabase().password);
  await dialog.create.click();
  await expect(list.names).toHaveText(["Norrvik orders"]);
});

test("what fails says at which stage and what to check: five ways not to get there", async ({ page, signedInAs }) => {
  await signedInAs("member");
  await new ConnectionsPage(page).open();
  await openForm(page);
  const dialog = new CreateDialog(page);
  // In an order in which no answer could be taken for the one before.
  for (const { change, stage, words } of [
    { change: { port: "1" }, stage: "Reach host", words: "Nothing answered at this host and port." },
    { change: { host: "nowhere.invalid" }, stage: "Resolve name", words: "The host name was not found." },
    // A number that resolves inward.
    {
      change: { host: "0x7f.1", port: "1" },
      stage: "Reach host",
      words: "Nothing answered at this host and port.",
    },
    { change: { database: "nowhere" }, stage: "Open database", words: "The database was not found." },
    // Where clouds tell machines their secrets.
    { change: { host: "169.254.169.254" }, stage: "Reach host", words: "Nothing answered at this host and port." },
  ]) {
    await test.step(`${JSON.stringify(change)} fails at ${stage}`, async () => {
      await dialog.fill("Norrvik orders", { ...sampleDatabase(), ...change });
      await dialog.test.click();
      await expect(dialog.stage(stage)).toContainText("failed after");
      await expect(dialog.verification).toContainText(words);
    });
  }
});

test("a server without TLS is refused by the default mode and reached without TLS", async ({ page, signedInAs }) => {
  await signedInAs("member");
  await new ConnectionsPage(page).open();
  await openForm(page);
  const dialog = new CreateDialog(page);
  await dialog.fill("Norrvik orders", sampleDatabase(), "Verify certificate and name");
  await expect(dialog.field("CA certificate")).toBeVisible();
  await dialog.test.click();
  await expect(dialog.verification).toContainText("The server does not offer TLS.");
  await expect(dialog.field("TLS")).toHaveAttribute("aria-invalid", "true");

  await dialog.field("TLS").selectOption("Encrypt without verifying");
  await expect(dialog.field("CA certificate")).toHaveCount(0);
  await expect(dialog.dialog).toContainText("nobody checks who answers");
  await dialog.field("TLS").selectOption("Turned off");
  await dialog.test.click();
  await expect(dialog.verification).toContainText("This connection works.");
});

test("a server that never answers can be cancelled after three seconds, and nothing is stored", async ({
  page,
  signedInAs,
}) => {
  await signedInAs("member");
  const silent = await startSilentServer();
  try {
    const list = new ConnectionsPage(page);
    await list.open();
    await openForm(page);
    const dialog = new CreateDialog(page);
    await dialog.fill("Black hole", { ...sampleDatabase(), port: silent.port });
    await dialog.create.click();
    await expect(dialog.button("Verifying, 1 s")).toBeVisible();
    await expect(dialog.dialog).toContainText("Cancel stops the verification");
    await dialog.cancel.click();

    await expect(dialog.verification).toContainText("Stopped. Nothing has been stored. What you typed is still here.");
    await expect(dialog.name).toHaveValue("Black hole");
    await list.open();
    await expect(page.getByText("No connections in Development yet")).toBeVisible();
  } finally {
    await silent.stop();
  }
});

test("what is missing or malformed is said under its field, before anything is sent", async ({ page, signedInAs }) => {
  await signedInAs("member");
  await new ConnectionsPage(page).open();
  await openForm(page);
  const dialog = new CreateDialog(page);
  await dialog.field("Host").fill("https://db.example.com");
  await dialog.create.click();

  await expect(dialog.name).toHaveAccessibleDescription("Type a name.");
  await expect(dialog.name).toBeFocused();
  await expect(dialog.field("Host")).toHaveAccessibleDescription(
    "Type a host name or an IP address, without a scheme, port or path.",
  );
  await expect(dialog.field("Password")).toHaveAccessibleDescription("Type the password.");
  await expect(dialog.verification).toHaveCount(0);
});

test("a name that is taken in the environment, whatever its case, is refused under the field; another one is not", async ({
  page,
  account,
  signedInAs,
}) => {
  const member = await signedInAs("member");
  // Not even shared with the one who types it: names are the environment's.
  await makeConnection({ by: await account.person("member"), name: "Norrvik Orders" });
  await new ConnectionsPage(page).open();
  await openForm(page);
  const dialog = new CreateDialog(page);
  await dialog.fill("  norrvik orders ", sampleDatabase());
  await dialog.create.click();
  await expect(dialog.name).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.field("Password")).toHaveValue(sampleDatabase().password);

  await dialog.name.fill("Norrvik orders of mine");
  await dialog.create.click();
  const list = new ConnectionsPage(page);
  await expect(list.sharedWith("Norrvik orders of mine")).toHaveAccessibleName(`Shared with ${member.name}`);
});

test("closing asks before anything typed is lost, and only then", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  const dialog = new CreateDialog(page);
  const question = page.getByRole("alertdialog", { name: "Close and lose what you typed?" });
  await list.open();
  await openForm(page);
  await page.keyboard.press("Escape");
  await expect(dialog.dialog).toHaveCount(0);

  await openForm(page);
  await dialog.name.fill("Norrvik");
  await page.keyboard.press("Escape");
  await question.getByRole("button", { name: "Keep editing" }).click();
  await expect(dialog.name).toHaveValue("Norrvik");
  await dialog.cancel.click();
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(dialog.dialog).toHaveCount(0);
  await expect(list.newConnection).toBeFocused();
});

test("a newcomer's first connection takes one click: Connect the sample database", async ({ page, signedInAs }) => {
  await signedInAs("member");
  const list = new ConnectionsPage(page);
  await list.open();
  await list.connectSample.click();
  await expect(new SampleDialog(page).dialog).toHaveCount(0);
  await expect(list.names).toHaveText(["Sample database"]);
});

async function openForm(page: Page): Promise<void> {
  await new ConnectionsPage(page).newConnection.click();
  await new ConnectorPicker(page).connector("PostgreSQL").click();
}
