import type { Locator, Page } from "@playwright/test";

/** The popup *New app* or *Rename app*. */
export class AppDialog {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly description: Locator;

  constructor(page: Page, title: "New app" | "Rename app") {
    this.dialog = page.getByRole("dialog", { name: title });
    this.name = this.dialog.getByLabel("App name");
    this.description = this.dialog.getByLabel("Description");
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }
}

export class AppsPage {
  readonly newApp: Locator;
  readonly create: AppDialog;
  readonly rename: AppDialog;
  readonly own: Locator;
  readonly others: Locator;
  readonly menu: Locator;
  readonly search: Locator;
  readonly previous: Locator;
  readonly next: Locator;

  constructor(private readonly page: Page) {
    this.newApp = page.getByRole("button", { name: "New app" });
    this.create = new AppDialog(page, "New app");
    this.rename = new AppDialog(page, "Rename app");
    this.own = page.getByRole("table", { name: "Apps you are a member of" });
    this.others = page.getByRole("table", { name: "Apps you are not a member of" });
    this.menu = page.getByRole("menu");
    this.search = page.getByRole("searchbox", { name: "Search apps" });
    this.previous = page.getByRole("button", { name: "Previous" });
    this.next = page.getByRole("button", { name: "Next" });
  }

  async open(): Promise<void> {
    await this.page.goto("/apps");
  }

  more(name: string): Locator {
    return this.page.getByRole("button", { name: "More options", description: name });
  }

  addYourself(name: string): Locator {
    return this.page.getByRole("button", { name: "Add yourself", description: name });
  }

  item(name: "Rename" | "Members" | "Delete"): Locator {
    return this.menu.getByRole("menuitem", { name, exact: true });
  }

  async choose(app: string, item: "Rename" | "Members" | "Delete"): Promise<void> {
    await this.more(app).click();
    await this.item(item).click();
  }

  confirmation(title: string): Locator {
    return this.page.getByRole("dialog", { name: title });
  }
}

export class MembersPage {
  readonly heading: Locator;
  readonly addMembers: Locator;
  readonly table: Locator;
  readonly menu: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Members", level: 1 });
    this.addMembers = page.getByRole("button", { name: "Add members" });
    this.table = page.getByRole("table", { name: "Members of this app" });
    this.menu = page.getByRole("menu");
  }

  async open(appId: string): Promise<void> {
    await this.page.goto(`/apps/${appId}/members`);
  }

  member(name: string): Locator {
    return this.table
      .getByRole("row")
      .filter({ has: this.page.getByRole("button", { name: "More options", description: name }) });
  }

  more(name: string): Locator {
    return this.member(name).getByRole("button", { name: "More options" });
  }

  item(name: "Change to manage" | "Change to use" | "Remove"): Locator {
    return this.menu.getByRole("menuitem", { name, exact: true });
  }

  confirmation(title: string): Locator {
    return this.page.getByRole("dialog", { name: title });
  }
}
