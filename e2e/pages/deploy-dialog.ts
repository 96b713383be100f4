import type { Locator, Page } from "@playwright/test";

/** *Deploy*, and the buttons that open it. */
export class DeployDialog {
  readonly open: Locator;
  readonly dialog: Locator;
  readonly version: Locator;
  readonly connection: Locator;
  readonly rehearsal: Locator;
  readonly checks: Locator;
  readonly rehearseAgain: Locator;
  readonly cancel: Locator;

  constructor(page: Page) {
    this.open = page.getByRole("button", { name: "Deploy", exact: true });
    this.dialog = page.getByRole("dialog", { name: /^Deploy/ });
    this.version = this.dialog.getByLabel("Version");
    this.connection = this.dialog.getByLabel("Connection");
    this.rehearsal = this.dialog.getByRole("region", { name: "Rehearsal" });
    this.checks = this.dialog.getByRole("list", { name: "Checks" }).getByRole("listitem");
    this.rehearseAgain = this.dialog.getByRole("button", { name: "Rehearse again" });
    this.cancel = this.dialog.getByRole("button", { name: "Cancel", exact: true });
  }

  place(name: "Test" | "Production"): Locator {
    return this.dialog.getByRole("radio", { name });
  }

  confirm(name: "Test" | "Production"): Locator {
    return this.dialog.getByRole("button", { name: `Deploy to ${name}`, exact: true });
  }

  async chooseVersion(version: number): Promise<void> {
    await this.version.selectOption(String(version));
  }
}
