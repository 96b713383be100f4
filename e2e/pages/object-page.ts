import type { Locator, Page } from "@playwright/test";

export class ObjectPage {
  readonly delete: Locator;
  readonly confirmation: Locator;
  readonly bindings: Locator;
  readonly edit: Locator;
  readonly continueEditing: Locator;
  readonly history: Locator;
  readonly version: Locator;

  constructor(private readonly page: Page) {
    this.delete = page.getByRole("button", { name: "Delete", exact: true });
    this.confirmation = page.getByRole("dialog", { name: /^Delete external data object/ });
    this.edit = page.getByRole("button", { name: "Edit", exact: true });
    this.continueEditing = page.getByRole("link", { name: "Continue editing" });
    this.history = page.getByRole("list", { name: "History" }).getByRole("listitem");
    this.version = page.getByRole("dialog", { name: /^Version \d+/ });
    this.bindings = page.getByRole("table", { name: "Bindings by environment" });
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name, level: 1, exact: true });
  }

  /** Of what an entry of the history speaks of. */
  lookAt(version: number): Locator {
    return this.page.getByRole("button", { name: `Look at version ${version}: Published version ${version}` });
  }

  async open(appId: string, objectId: string): Promise<void> {
    await this.page.goto(`/apps/${appId}/data/${objectId}/about`);
  }

  /** From the live rows, where links to an object lead. */
  async openFromRows(): Promise<void> {
    await this.page.getByRole("link", { name: "About this object" }).click();
  }

  async deleteObject(): Promise<void> {
    await this.delete.click();
    await this.confirmation.getByRole("button", { name: "Delete", exact: true }).click();
  }
}
