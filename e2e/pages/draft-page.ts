import type { Locator, Page } from "@playwright/test";

/** *New external data object*, and the three steps after it. */
export class DraftPage {
  readonly name: Locator;
  readonly connection: Locator;
  readonly newConnection: Locator;
  readonly next: Locator;
  readonly publish: Locator;
  readonly tryAgain: Locator;
  readonly refresh: Locator;
  readonly search: Locator;
  readonly saved: Locator;
  readonly delete: Locator;
  readonly confirmation: Locator;
  readonly discard: Locator;
  readonly discarding: Locator;

  constructor(private readonly page: Page) {
    this.name = page.getByRole("textbox", { name: "Name" });
    this.connection = page.getByRole("button", { name: "Connection" });
    this.newConnection = page.getByRole("menuitem", { name: "New connection" });
    this.next = page.getByRole("button", { name: "Continue" });
    this.publish = page.getByRole("button", { name: "Publish" });
    this.tryAgain = page.getByRole("button", { name: "Try again" });
    this.refresh = page.getByRole("button", { name: "Refresh" });
    this.search = page.getByRole("searchbox", { name: "Search tables" });
    this.saved = page.getByText("Saved", { exact: true });
    this.delete = page.getByRole("button", { name: "Delete", exact: true });
    this.confirmation = page.getByRole("dialog", { name: /^Delete draft/ });
    this.discard = page.getByRole("button", { name: "Discard draft", exact: true });
    this.discarding = page.getByRole("dialog", { name: /^Discard draft/ });
  }

  /** Opens the form from the app's list, and goes on to the steps. */
  async begin(app: string, connection: string, name = "Catalogue"): Promise<void> {
    await this.page.goto(`/apps/${app}/data`);
    await this.page.getByRole("link", { name: "New external data object" }).click();
    await this.name.fill(name);
    await this.choose(connection);
    await this.next.click();
    await this.heading("Select table").waitFor();
  }

  async choose(connection: string): Promise<void> {
    await this.connection.click();
    await this.page.getByRole("menuitemradio", { name: connection, exact: true }).click();
  }

  heading(step: "Select table" | "Select columns" | "Review"): Locator {
    return this.page.getByRole("heading", { name: step, level: 2 });
  }

  table(name: string): Locator {
    return this.page.getByRole("radio", { name, exact: true });
  }

  column(name: string): Locator {
    return this.page.getByRole("checkbox", { name, exact: true });
  }

  label(column: string): Locator {
    return this.page.getByRole("textbox", { name: `Label of ${column}`, exact: true });
  }

  /** What is said to become different from a version. */
  changes(version: number): Locator {
    return this.page.getByRole("region", { name: `Changes since version ${version}` });
  }

  readOnly(column: string): Locator {
    return this.page.getByRole("switch", { name: `Read-only: ${column}`, exact: true });
  }

  /** From the chosen table to Review. */
  async reviewAll(): Promise<void> {
    await this.next.click();
    await this.page.getByRole("button", { name: "Select all" }).click();
    await this.next.click();
    await this.heading("Review").waitFor();
  }
}
