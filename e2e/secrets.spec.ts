import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { startExternalPostgres } from "../scripts/testing/external-postgres";
import { dumpDatabase } from "./database-dump";
import { expect, listAddress, test } from "./fixtures";
import { ConnectorPicker, CreateDialog, ReconnectDialog, RenameDialog } from "./pages/connection-dialogs";
import { ConnectionsPage } from "./pages/connections-page";
import { SignInPage } from "./pages/sign-in-page";
import { setting } from "./settings";

/** A word and what it looks like in the usual disguises. */
function disguises(word: string): string[] {
  const bytes = Buffer.from(word);
  // Base64 has three looks, by where in a group the word begins; its edges mix with what is around it.
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(4, -4),
  );
  return [word, bytes.toString("hex"), encodeURIComponent(word), word.split("").reverse().join(""), ...inBase64];
}

const findIn = (text: string, words: readonly string[]) =>
  words.flatMap((word) => disguises(word).filter((look) => text.includes(look)));

test("no password is in any answer, page, log line or database row, whatever was done with it", async ({
  page,
  context,
  account,
  signedInAs,
}) => {
  test.setTimeout(120_000);
  const word = () => `mark/${randomBytes(15).toString("base64url")}`;
  const secrets = { right: word(), wrong: word(), next: word(), typed: word(), url: word() };
  const plain = `Plain ${randomBytes(8).toString("hex")}`;
  const answers: string[] = [];
  const pages: string[] = [];
  const pending: Promise<void>[] = [];
  context.on("response", (response) => {
    const read = async () => {
      const headers = JSON.stringify(await response.allHeaders());
      // A redirect has no body, and one that a navigation cut off is gone.
      const body = await response.text().catch(() => "");
      answers.push(`${response.url()}\n${headers}\n${body}`);
    };
    pending.push(read());
  });
  const external = await startExternalPostgres(secrets.right);
  try {
    const list = new ConnectionsPage(page);
    const create = new CreateDialog(page);
    const reconnect = new ReconnectDialog(page);
    const keep = async () => pages.push(await page.content());
    const target = { ...external.details, ...external.credentials };

    const member = await account.person("member");
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.signIn(member.email, secrets.typed);
    await expect(page.getByText("do not fit together")).toBeVisible();
    await signedInAs(member);

    await list.open();
    await list.newConnection.click();
    await new ConnectorPicker(page).connector("PostgreSQL").click();
    await create.url.fill(`postgres://${target.user}:${encodeURIComponent(secrets.url)}@127.0.0.1:1/nowhere`);
    await create.test.click();
    await expect(create.verification).toContainText("failed after");
    await create.fill(plain, { ...target, password: secrets.wrong });
    await create.create.click();
    await expect(create.verification).toContainText("Sign in was refused.");
    await create.field("Password").fill(secrets.right);
    await create.test.click();
    await expect(create.verification).toContainText("This connection works.");
    await create.create.click();
    await expect(list.names).toHaveText([plain]);
    await keep();

    await list.choose(plain, "Reconnect");
    await reconnect.fillCredentials({ user: target.user, password: secrets.wrong });
    await reconnect.reconnect.click();
    await expect(reconnect.verification).toContainText("Sign in was refused.");
    await external.setPassword(secrets.next);
    await reconnect.field("Password").fill(secrets.next);
    await reconnect.reconnect.click();
    await expect(reconnect.dialog).toHaveCount(0);
    await keep();

    const rename = new RenameDialog(page);
    await list.choose(plain, "Rename");
    await rename.name.fill(`${plain} again`);
    await rename.save.click();
    await expect(list.names).toHaveText([`${plain} again`]);
    await list.choose(`${plain} again`, "Duplicate");
    await expect(create.field("Password")).toHaveValue("");
    await create.cancel.click();
    await page.goto((await list.names.first().getAttribute("href")) ?? "");
    await keep();
    await page.goto(`${page.url()}/share`);
    await keep();
    answers.push(await (await page.request.get(listAddress(), { headers: { rsc: "1" } })).text());
    await Promise.all(pending);

    const places = {
      answers: answers.join("\n"),
      pages: pages.join("\n"),
      log: readFileSync(setting("E2E_SERVER_LOG"), "utf8"),
      database: await dumpDatabase(),
    };
    for (const [place, text] of Object.entries(places)) {
      expect(findIn(text, Object.values(secrets)), `in the ${place}`).toEqual([]);
    }
    // The same search finds what is no secret.
    for (const place of ["answers", "pages", "database"] as const)
      expect(findIn(places[place], [plain])).not.toEqual([]);
    expect(places.log).toContain('"msg":"started"');
  } finally {
    await external.stop();
  }
});
