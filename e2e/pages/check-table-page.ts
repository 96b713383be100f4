import type { Locator, Page } from "@playwright/test";

/** The mark of an object whose table changed, and the dialog that says how. */
export class CheckTablePage {
  readonly mark: Locator;
  readonly button: Locator;
  readonly dialog: Locator;
  readonly again: Locator;
  readonly cancel: Locator;
  readonly copy: Locator;
  readonly repair: Locator;
  readonly replace: Locator;
  readonly close: Locator;

  constructor(page: Page) {
    this.mark = page.getByText("Table changed", { exact: true });
    this.button = page.getByRole("button", { name: /^Check table/ });
    this.dialog = page.getByRole("dialog", { name: /^Check table/ });
    this.again = this.dialog.getByRole("button", { name: "Check again" });
    this.cancel = this.dialog.getByRole("button", { name: "Cancel check" });
    this.copy = this.dialog.getByRole("button", { name: "Copy statement" });
    this.repair = this.dialog.getByRole("button", { name: "Repair as a draft" });
    this.replace = this.dialog.getByRole("button", { name: "Replace the draft" });
    // The x is called Close as well.
    this.close = this.dialog.getByRole("button", { name: "Close" }).last();
  }

  finding(words: string): Locator {
    return this.dialog.getByRole("list", { name: "What changed" }).getByRole("listitem").filter({ hasText: words });
  }
}
