import type { Locator, Page } from "@playwright/test";

/** **Reason** and **End** of a super admin's share with themself, in a dialog of its own. */
export class BreakGlassDialog {
  readonly dialog: Locator;
  readonly reason: Locator;
  readonly end: Locator;

  constructor(page: Page, name: "Share with yourself" | "Prolong") {
    this.dialog = page.getByRole("dialog", { name: new RegExp(`^${name}`) });
    this.reason = this.dialog.getByRole("textbox", { name: "Reason" });
    this.end = this.dialog.getByRole("combobox", { name: "End" });
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }
}

/** Who has access to something, with its reviews. */
export class AccessPage {
  readonly tab: Locator;
  readonly table: Locator;
  readonly mark: Locator;
  readonly export: Locator;

  constructor(page: Page) {
    this.tab = page.getByRole("navigation", { name: "Pages of sharing" }).getByRole("link", { name: "Access" });
    this.table = page.getByRole("table", { name: "Access to this connection" });
    this.mark = page.getByRole("button", { name: "Mark as reviewed" });
    this.export = page.getByRole("button", { name: "Export" });
  }
}
