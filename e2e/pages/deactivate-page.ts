import type { Locator, Page } from "@playwright/test";

/** What somebody leaves behind, before they are deactivated. */
export class DeactivatePage {
  readonly heading: Locator;
  readonly deactivate: Locator;
  readonly chooseRest: Locator;
  readonly leaveRest: Locator;
  readonly connections: Locator;
  readonly apps: Locator;
  /** *Hand over*: who gets it. */
  readonly handOver: Locator;
  readonly missing: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: /^Deactivate/, level: 1 });
    this.deactivate = page.getByRole("button", { name: "Deactivate", exact: true });
    this.chooseRest = page.getByRole("button", { name: "Choose a person" });
    this.leaveRest = page.getByRole("checkbox", { name: "Leave the rest without an admin" });
    this.connections = page.getByRole("region", { name: "Connections" });
    this.apps = page.getByRole("region", { name: "Apps" });
    this.handOver = page.getByRole("dialog", { name: "Hand over" });
    this.missing = page.getByText(/^Not decided yet: /);
  }

  async open(userId: string): Promise<void> {
    await this.page.goto(`/administration/users/${userId}/deactivate`);
  }

  /** One connection or app. */
  item(name: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: name });
  }

  async decide(name: string, decision: string): Promise<void> {
    await this.item(name).getByRole("button", { name: "Decide" }).click();
    await this.page.getByRole("menuitem", { name: decision }).click();
  }

  /** In the dialog that is open. */
  async choose(person: string): Promise<void> {
    await this.handOver.getByRole("combobox", { name: "Search people" }).fill(person);
    await this.handOver.getByRole("option").filter({ hasText: person }).click();
  }
}
