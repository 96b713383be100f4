import type { Locator, Page } from "@playwright/test";

/** *Requests*: what to answer, and what was asked. */
export class RequestsPage {
  readonly heading: Locator;
  readonly toAnswer: Locator;
  readonly asked: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Requests", level: 1, exact: true });
    this.toAnswer = page.getByRole("table", { name: "For you to answer" });
    this.asked = page.getByRole("table", { name: "Asked by you" });
  }

  async open(): Promise<void> {
    await this.page.goto("/requests");
  }

  /** The rows of a list, without its header. */
  rows(list: Locator): Locator {
    return list.getByRole("row").filter({ has: this.page.getByRole("link") });
  }
}

/** One request, and the answer to it. */
export class RequestPage {
  readonly connection: Locator;
  readonly rehearsal: Locator;
  readonly confirm: Locator;
  readonly deployToProduction: Locator;
  readonly refuse: Locator;
  readonly refusal: Locator;
  readonly why: Locator;
  readonly withdraw: Locator;
  readonly withdrawal: Locator;

  constructor(private readonly page: Page) {
    this.connection = page.getByLabel("Connection", { exact: true });
    this.rehearsal = page.getByRole("region", { name: "Rehearsal" });
    this.confirm = page.getByRole("button", { name: "Confirm", exact: true });
    this.deployToProduction = page.getByRole("button", { name: "Deploy to Production" });
    this.refuse = page.getByRole("button", { name: "Refuse", exact: true });
    this.refusal = page.getByRole("dialog", { name: /^Refuse request/ });
    this.why = this.refusal.getByLabel("Why");
    this.withdraw = page.getByRole("button", { name: "Withdraw", exact: true });
    this.withdrawal = page.getByRole("dialog", { name: /^Withdraw request/ });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  async refuseWith(why: string): Promise<void> {
    await this.refuse.click();
    await this.why.fill(why);
    await this.refusal.getByRole("button", { name: "Refuse" }).click();
  }
}

/** *Request deploy* or *Ask for access*. */
export class AskDialog {
  readonly dialog: Locator;
  readonly message: Locator;
  readonly send: Locator;

  constructor(page: Page, title: "Request deploy" | "Ask for access") {
    this.dialog = page.getByRole("dialog", { name: new RegExp(`^${title}`) });
    this.message = this.dialog.getByLabel("Message");
    this.send = this.dialog.getByRole("button", { name: title });
  }

  person(name: string): Locator {
    return this.dialog.getByRole("checkbox", { name });
  }
}
