import type { Locator, Page } from "@playwright/test";

/** What is around every page of a signed-in user. */
export class Shell {
  readonly environments: Locator;
  readonly profile: Locator;
  readonly profileMenu: Locator;

  constructor(private readonly page: Page) {
    this.environments = page.getByRole("radiogroup", { name: "Environment" });
    this.profile = page.getByRole("button", { name: "My profile" });
    this.profileMenu = page.getByRole("menu");
  }

  environment(name: "Development" | "Test" | "Production"): Locator {
    return this.environments.getByRole("radio", { name });
  }

  async openProfile(): Promise<void> {
    await this.profile.click();
  }

  async choose(item: string): Promise<void> {
    await this.openProfile();
    await this.profileMenu.getByRole("menuitem", { name: item }).click();
  }

  async chooseTheme(theme: "System" | "Light" | "Dark"): Promise<void> {
    await this.openProfile();
    await this.profileMenu.getByRole("menuitemradio", { name: theme }).click();
    await this.page.keyboard.press("Escape");
  }
}
