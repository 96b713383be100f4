import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** What axe holds against the page as it is now, rule and place; none when it is accessible as far as axe can tell. */
export async function violationsOf(page: Page): Promise<string[]> {
  // While a page is refreshed its title is gone for a moment: one that stays away is still found.
  await expect(page).toHaveTitle(/./);
  // There are no frames, for whose sake axe would otherwise open another page each time.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
