import type { Locator, Page } from "@playwright/test";

/** The live rows of an external data object. */
export class RowsPage {
  readonly table: Locator;
  readonly newRow: Locator;
  readonly filterButton: Locator;
  readonly filter: Locator;
  readonly previous: Locator;
  readonly next: Locator;
  readonly where: Locator;
  readonly dialog: Locator;
  readonly tryAgain: Locator;

  constructor(private readonly page: Page) {
    this.table = page.getByRole("table", { name: /^Rows of/ });
    this.newRow = page.getByRole("button", { name: "New row" });
    this.filterButton = page.getByRole("button", { name: /^Filter/ });
    this.filter = page.getByRole("dialog", { name: "Filter" });
    this.previous = page.getByRole("button", { name: "Previous" });
    this.next = page.getByRole("button", { name: "Next" });
    this.where = page.getByText(/^Rows [\d,]+ to [\d,]+/);
    this.dialog = page.getByRole("dialog");
    this.tryAgain = page.getByRole("button", { name: "Try again" });
  }

  async open(appId: string, objectId: string, query: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`/apps/${appId}/data/${objectId}?${new URLSearchParams(query)}`);
  }

  rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("cell") });
  }

  row(key: string): Locator {
    return this.rows().filter({ has: this.page.getByRole("button", { name: key, exact: true }) });
  }

  cell(key: string, column: number): Locator {
    return this.row(key).getByRole("cell").nth(column);
  }

  header(name: string): Locator {
    return this.table.getByRole("columnheader", { name });
  }

  async choose(key: string, item: "Edit" | "Copy row" | "Delete"): Promise<void> {
    await this.more(key).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  more(key: string): Locator {
    return this.page.getByRole("button", { name: `More options for ${key}`, exact: true });
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }
}
