import type { BrowserContext } from "@playwright/test";

/** Collects what a browser only tells its console: errors, uncaught exceptions, violations of the content policy. */
export class Trouble {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  static async watch(context: BrowserContext): Promise<Trouble> {
    const trouble = new Trouble();
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        trouble.seen.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => trouble.seen.push(`uncaught: ${error.error().message}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    return trouble;
  }

  /** What this test provokes, such as the 404 of a page that must not be there. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  unexpected(): string[] {
    return this.seen.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }
}
