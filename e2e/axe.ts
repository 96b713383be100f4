import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** How wide a screen is looked at: a desk's and a phone's. */
export const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** Those of the rules that look at colours. */
const colourRules = ["color-contrast", "link-in-text-block"];

/**
 * The same in light and then in dark, each with the scheme it was seen in. A scheme changes nothing but colours (see
 * app/tokens.css), so that the page stays open and dark has to answer for them alone. Another width is opened anew.
 */
export async function violationsInEachScheme(page: Page): Promise<string[]> {
  await wear(page, "light");
  const light = await violationsOf(page);
  await wear(page, "dark");
  const dark = await describe(axeOn(page).withRules(colourRules));
  return [...light.map((one) => `light: ${one}`), ...dark.map((one) => `dark: ${one}`)];
}

async function wear(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  // Reduced motion ends each transition of a colour with the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What axe holds against the page as it is now, rule and place; none when it is accessible as far as axe can tell. */
export async function violationsOf(page: Page): Promise<string[]> {
  // While a page is refreshed its title is gone for a moment: one that stays away is still found.
  await expect(page).toHaveTitle(/./);
  return describe(axeOn(page).withTags(tags));
}

function axeOn(page: Page): AxeBuilder {
  return (
    new AxeBuilder({ page })
      // What passes is not described, which takes as long as finding what does not.
      .options({ resultTypes: ["violations"] })
      // There are no frames, for whose sake axe would otherwise open another page each time.
      .setLegacyMode()
  );
}

async function describe(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
