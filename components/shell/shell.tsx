import type { ReactNode } from "react";
import type { Environment } from "@/lib/connections/schema";
import { NoticesBell } from "../notices/notices-bell";
import { TimeZone } from "../ui/time-zone";
import { EnvironmentRail } from "./environment";
import { EnvironmentButton, EnvironmentSwitcher } from "./environment-switcher";
import { Mark } from "./mark";
import { NavigationLink, NavigationProvider } from "./navigation";
import { type Profile, ProfileButton } from "./profile-button";
import { waitingText } from "./waiting-text";

type ShellProps = {
  profile: Omit<Profile, "waiting"> & {
    waiting: number;
    /** Notices that are not read. */
    unread: number;
    /** The zone in which dates are shown; null follows the browser. */
    timeZone: string | null;
  };
  environment: Environment;
  /** Where the switcher leads from this page, for each environment. */
  environmentHrefs: Record<Environment, string>;
  section: "connections" | "apps" | "requests" | "notices" | "administration" | "profile";
  children: ReactNode;
};

/** What is around every page of a signed-in user: the bar, its rail in the environment's texture, and the page itself. */
export function Shell({ profile, environment, environmentHrefs, section, children }: ShellProps) {
  const production = environment === "production";
  const connectionsHref = `/connections?environment=${environment}`;
  const apps = production
    ? section === "apps"
      ? "bg-[oklch(1_0_0/0.16)] text-on-prod"
      : "text-on-prod/85 hover:text-on-prod"
    : section === "apps"
      ? "bg-hover text-ink"
      : "text-ink-2 hover:text-ink";
  return (
    <NavigationProvider>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-raised focus:px-3 focus:py-2 focus:font-medium focus:text-body focus:text-ink focus:shadow-pop"
      >
        Skip to content
      </a>
      <header className={`sticky top-0 z-30 ${production ? "bg-prod text-on-prod" : "bg-surface text-ink"}`}>
        <div className="flex h-13 items-center gap-2 px-4 max-[26rem]:gap-1 md:gap-0 md:px-8">
          <NavigationLink href={connectionsHref} className="inline-flex items-center gap-2 rounded-control">
            <span className={production ? "text-on-prod" : "text-accent"}>
              <Mark />
            </span>
            <span className="font-semibold text-[15px] tracking-[-0.01em] max-[26rem]:sr-only">Linkspan</span>
          </NavigationLink>
          <nav aria-label="Sections" className="md:ml-6">
            <NavigationLink
              href={`/apps?environment=${environment}`}
              aria-current={section === "apps" ? "page" : undefined}
              className={`inline-flex h-8 items-center rounded-control px-2.5 font-medium text-body transition-colors duration-(--duration-quick) ${apps}`}
            >
              Apps
            </NavigationLink>
          </nav>
          <span className={`mr-4 ml-3 hidden h-5 w-px md:block ${production ? "bg-on-prod/25" : "bg-line-strong"}`} />
          <EnvironmentSwitcher environment={environment} hrefs={environmentHrefs} />
          <span className="grow" />
          <EnvironmentButton environment={environment} hrefs={environmentHrefs} />
          <NoticesBell profile={profile} environment={environment} isOnPage={section === "notices"} />
          <ProfileButton
            profile={{ ...profile, waiting: profile.waiting === 0 ? null : waitingText(profile.waiting) }}
            inverse={production}
            hrefs={{
              connectionsHref,
              requestsHref: `/requests?environment=${environment}`,
              profileHref: `/profile?environment=${environment}`,
              administrationHref: `/administration/users?environment=${environment}`,
            }}
          />
        </div>
        <EnvironmentRail environment={environment} />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-page px-4 pt-5 pb-10 outline-none max-md:has-[.main-action]:pb-32 md:px-8 md:pt-7"
      >
        <TimeZone zone={profile.timeZone}>{children}</TimeZone>
      </main>
    </NavigationProvider>
  );
}
