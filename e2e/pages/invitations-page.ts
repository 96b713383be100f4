import type { Locator, Page } from "@playwright/test";

/** *Administration* > *Invitations*, and the dialogs that make links. */
export class InvitationsPage {
  readonly heading: Locator;
  readonly table: Locator;
  readonly invite: Locator;
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Invitations", level: 1 });
    this.table = page.getByRole("table", { name: "Invitations" });
    this.invite = page.getByRole("main").getByRole("button", { name: "Invite", exact: true });
    this.dialog = page.getByRole("dialog");
  }

  async open(): Promise<void> {
    await this.page.goto("/administration/invitations");
  }

  row(email: string): Locator {
    return this.table.getByRole("row").filter({ hasText: email });
  }

  async choose(email: string, item: "Send again" | "Withdraw"): Promise<void> {
    await this.page.getByRole("button", { name: "More options", description: email }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  field(label: "Email" | "Name"): Locator {
    return this.dialog.getByLabel(label);
  }

  async press(button: string): Promise<void> {
    await this.dialog.getByRole("button", { name: button, exact: true }).click();
  }

  /** The link that is shown this once. */
  async link(): Promise<string> {
    return this.dialog.getByText(/^http\S+#\S+$/).innerText();
  }
}

/** What somebody finds behind a link. */
export class LinkPage {
  readonly alert: Locator;
  readonly link: Locator;
  readonly name: Locator;
  readonly join: Locator;

  constructor(private readonly page: Page) {
    this.alert = page.getByRole("alert").filter({ hasText: /./ });
    this.link = page.getByLabel(/^(Another l|L)ink$/);
    this.name = page.getByLabel("Name");
    this.join = page.getByRole("button", { name: "Join" });
  }

  password(label: "Password" | "New password"): Locator {
    return this.page.getByLabel(label, { exact: true });
  }
}
