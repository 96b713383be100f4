import type { Locator, Page } from "@playwright/test";
import { listAddress } from "../fixtures";

type Environment = "development" | "test" | "production";
type Change = "Rename" | "Reconnect" | "Share" | "Duplicate" | "Delete";

export class ConnectionsPage {
  readonly heading: Locator;
  readonly newConnection: Locator;
  readonly search: Locator;
  readonly table: Locator;
  readonly names: Locator;
  readonly next: Locator;
  readonly previous: Locator;
  readonly menu: Locator;
  readonly connectSample: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "External data connections", level: 1 });
    this.newConnection = page.getByRole("button", { name: "New connection" }).first();
    this.search = page.getByRole("searchbox", { name: "Search connections" });
    this.table = page.getByRole("table");
    // The other link of a row leads to those whom the connection is shared with.
    this.names = this.table.getByRole("link", { name: /^(?!Shared with )/ });
    this.next = page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: "Next" });
    this.previous = page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: "Previous" });
    this.menu = page.getByRole("menu");
    this.connectSample = page.getByRole("button", { name: "Connect the sample database" });
  }

  async open(environment: Environment = "development", query: Record<string, string> = {}): Promise<void> {
    await this.page.goto(listAddress(environment, query));
  }

  rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("button", { name: "More options" }) });
  }

  row(name: string): Locator {
    return this.rows().filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  header(name: string): Locator {
    return this.table.getByRole("columnheader", { name, exact: true });
  }

  async sortBy(name: string): Promise<void> {
    await this.header(name).getByRole("button").click();
  }

  more(name: string): Locator {
    return this.row(name).getByRole("button", { name: "More options" });
  }

  item(change: Change): Locator {
    return this.menu.getByRole("menuitem", { name: change, exact: true });
  }

  async openMenu(name: string): Promise<void> {
    await this.more(name).click();
  }

  async choose(name: string, change: Change): Promise<void> {
    await this.openMenu(name);
    await this.item(change).click();
  }

  /** One of the toolbar's menus, by its button; the menu stays open for further choices. */
  async openFilter(button: "Connector" | "Status" | "Show" | "Columns"): Promise<void> {
    await this.page
      .getByRole("button", { name: new RegExp(`^${button}`) })
      .first()
      .click();
  }

  async tick(option: string): Promise<void> {
    await this.menu.getByRole("menuitemcheckbox", { name: option, exact: true }).click();
  }

  async pick(option: string): Promise<void> {
    await this.menu.getByRole("menuitemradio", { name: option, exact: true }).click();
  }

  async closeMenu(): Promise<void> {
    await this.page.keyboard.press("Escape");
  }

  /** The number of objects in a row, which opens their list. */
  objects(name: string): Locator {
    return this.row(name).getByRole("button", { name: /external data objects?$/ });
  }

  objectsOf(name: string): Locator {
    return this.page.getByRole("dialog", { name: `External data objects of ${name}` });
  }

  sharedWith(name: string): Locator {
    return this.row(name).getByRole("link", { name: /^Shared with / });
  }
}
