import type { Locator, Page } from "@playwright/test";

/** *Administration* > *Users*. */
export class UsersPage {
  readonly heading: Locator;
  readonly table: Locator;
  readonly names: Locator;
  readonly search: Locator;
  readonly menu: Locator;
  readonly previous: Locator;
  readonly next: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Users", level: 1 });
    this.table = page.getByRole("table", { name: "Users" });
    this.names = this.table.getByRole("rowgroup").last().getByRole("link");
    this.search = page.getByRole("searchbox", { name: "Search people" });
    this.menu = page.getByRole("menu");
    this.previous = page.getByRole("button", { name: "Previous" });
    this.next = page.getByRole("button", { name: "Next" });
  }

  async open(query: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`/administration/users?${new URLSearchParams(query)}`);
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ has: this.more(name) });
  }

  more(name: string): Locator {
    return this.page.getByRole("button", { name: "More options", description: name });
  }

  item(name: string): Locator {
    return this.menu.getByRole("menuitem", { name, exact: true });
  }

  async choose(person: string, item: string): Promise<void> {
    await this.more(person).click();
    await this.item(item).click();
  }

  /** The question that a menu's item asks; `verb` is the button that does it. */
  question(title: string): Locator {
    return this.page.getByRole("dialog", { name: title });
  }

  async filter(name: "Role" | "Status", choice: string): Promise<void> {
    await this.page.getByRole("button", { name }).click();
    await this.menu.getByRole("menuitemradio", { name: choice }).click();
    await this.page.keyboard.press("Escape");
  }

  async sortBy(column: "Name" | "Last sign-in"): Promise<void> {
    await this.table.getByRole("button", { name: column }).click();
  }
}
