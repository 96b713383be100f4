import type { Locator, Page } from "@playwright/test";

/** *Profile settings*. */
export class ProfilePage {
  readonly heading: Locator;
  readonly name: Locator;
  readonly currentPassword: Locator;
  readonly newPassword: Locator;
  readonly timeZone: Locator;
  readonly signIns: Locator;
  readonly signOut: Locator;
  readonly question: Locator;

  constructor(private readonly page: Page) {
    this.heading = page.getByRole("heading", { name: "Profile settings", level: 1 });
    this.name = page.getByLabel("Name", { exact: true });
    this.currentPassword = page.getByLabel("Current password");
    this.newPassword = page.getByLabel("New password");
    this.timeZone = page.getByLabel("Time zone");
    this.signIns = page.getByRole("table", { name: "Sign-ins" });
    this.signOut = page.getByRole("button", { name: "Sign out everywhere" });
    this.question = page.getByRole("dialog", { name: "Sign out everywhere" });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  theme(name: "System" | "Light" | "Dark"): Locator {
    return this.page.getByRole("radio", { name, exact: true });
  }
}
