import type { Environment } from "@/lib/policy";
import { NavigationLink } from "../shell/navigation";

type AppTabsProps = { appId: string; environment: Environment; here: "data" | "members" };

const pages = [
  { page: "data", label: "External data objects" },
  { page: "members", label: "Members" },
] as const;

/** The pages of an app. */
export function AppTabs({ appId, environment, here }: AppTabsProps) {
  return (
    <nav aria-label="Pages of this app" className="mt-4 border-b border-line">
      <ul className="-mb-px flex gap-5">
        {pages.map(({ page, label }) => (
          <li key={page}>
            <NavigationLink
              href={`/apps/${appId}/${page}?environment=${environment}`}
              aria-current={page === here ? "page" : undefined}
              className="inline-flex min-h-9 items-center border-b-2 border-transparent text-body font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink pointer-coarse:min-h-11"
            >
              {label}
            </NavigationLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
