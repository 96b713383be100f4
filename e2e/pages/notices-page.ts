import type { Locator, Page } from "@playwright/test";

/** The bell in the bar, and what opens behind it. */
export class NoticesBell {
  readonly button: Locator;
  readonly popover: Locator;
  readonly items: Locator;
  readonly markAll: Locator;
  readonly seeAll: Locator;

  constructor(page: Page) {
    this.button = page.getByRole("banner").getByRole("button", { name: "Notices" });
    this.popover = page.getByRole("dialog", { name: "Notices" });
    this.items = this.popover.getByRole("listitem");
    this.markAll = this.popover.getByRole("button", { name: "Mark all as read" });
    this.seeAll = this.popover.getByRole("link", { name: "See all" });
  }
}

/** The page of all notices. */
export class NoticesPage {
  readonly heading: Locator;
  readonly items: Locator;
  readonly unread: Locator;
  readonly markAll: Locator;

  constructor(private readonly page: Page) {
    const main = page.getByRole("main");
    this.heading = main.getByRole("heading", { name: "Notices", level: 1 });
    this.items = main.getByRole("list", { name: "Notices" }).getByRole("listitem");
    this.unread = this.items.filter({ hasText: "Unread:" });
    this.markAll = main.getByRole("button", { name: "Mark all as read" });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/notices${query}`);
    await this.heading.waitFor();
  }

  choice(name: "All" | "Unread"): Locator {
    return this.page.getByRole("navigation", { name: "Which notices" }).getByRole("link", { name });
  }

  markRead(item: Locator): Locator {
    return item.getByRole("button", { name: "Mark as read" });
  }
}
