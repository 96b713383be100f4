import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** How wide a screen is looked at: a desk's and a phone's. */
export const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/**
 * The same in light and then in dark, each with the scheme it was seen in. The page stays open meanwhile, because a
 * scheme changes nothing but colours: whoever wants another width opens it anew.
 */
export async function violationsInEachScheme(page: Page): Promise<string[]> {
  const seen: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Reduced motion ends each transition of a colour with the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    seen.push(...(await violationsOf(page)).map((violation) => `${colorScheme}: ${violation}`));
  }
  return seen;
}

/** What axe holds against the page as it is now, rule and place; none when it is accessible as far as axe can tell. */
export async function violationsOf(page: Page): Promise<string[]> {
  // While a page is refreshed its title is gone for a moment: one that stays away is still found.
  await expect(page).toHaveTitle(/./);
  const axe = new AxeBuilder({ page })
    // What passes is not described, which takes as long as finding what does not.
    .options({ resultTypes: ["violations"] })
    .withTags(rules)
    // There are no frames, for whose sake axe would otherwise open another page each time.
    .setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
