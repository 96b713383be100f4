import type { Locator, Page } from "@playwright/test";

export class SignInPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly button: Locator;
  readonly heading: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Sign in", exact: true });
    this.email = page.getByLabel("Email");
    this.password = page.getByLabel("Password");
    this.button = page.getByRole("button", { name: "Sign in", exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto("/sign-in");
  }

  demo(name: string, role: "Super admin" | "Member"): Locator {
    return this.page.getByRole("button", { name: `Sign in as ${name} (${role})` });
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.button.click();
  }
}
