import type { Locator, Page } from "@playwright/test";

export class SharePage {
  readonly heading: Locator;
  readonly addAdmin: Locator;
  readonly table: Locator;
  readonly menu: Locator;
  readonly revoke: Locator;
  readonly confirmation: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Share connection", level: 1 });
    this.addAdmin = page.getByRole("button", { name: "Add admin" });
    this.table = page.getByRole("table", { name: "Admins of this connection" });
    this.menu = page.getByRole("menu");
    this.revoke = this.menu.getByRole("menuitem", { name: "Revoke access" });
    this.confirmation = page.getByRole("dialog", { name: /^Revoke access/ });
  }

  async open(connectionId: string): Promise<void> {
    await this.page.goto(`/connections/${connectionId}/share`);
  }

  admin(name: string): Locator {
    // Not by the row's text: somebody's name also stands where they added others.
    return this.table
      .getByRole("row")
      .filter({ has: this.page.getByRole("button", { name: "More options", description: name }) });
  }

  more(name: string): Locator {
    return this.admin(name).getByRole("button", { name: "More options" });
  }

  async revokeAccess(name: string): Promise<void> {
    await this.more(name).click();
    await this.revoke.click();
    await this.confirmation.getByRole("button", { name: "Revoke access" }).click();
  }
}

/** The popup *Add users*. */
export class AddUsers {
  readonly dialog: Locator;
  readonly search: Locator;
  readonly people: Locator;
  readonly add: Locator;
  /** Asked of a super admin who adds themself. */
  readonly reason: Locator;
  readonly end: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole("dialog", { name: /^Add users/ });
    this.search = this.dialog.getByRole("combobox", { name: "Search people" });
    this.people = this.dialog.getByRole("option");
    this.reason = this.dialog.getByRole("textbox", { name: "Reason" });
    this.end = this.dialog.getByRole("combobox", { name: "End" });
    this.add = this.dialog.getByRole("button", { name: "Add", exact: true });
  }

  /** Somebody who is picked, by the button that lets go of them. */
  picked(name: string): Locator {
    return this.dialog.getByRole("button", { name: `Remove ${name}` });
  }

  person(name: string): Locator {
    return this.people.filter({ hasText: name });
  }
}
