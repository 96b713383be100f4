import { NavigationLink } from "./navigation";

type TabsProps = { label: string; tabs: readonly { label: string; href: string; here: boolean }[] };

/** Pages of one thing, as links. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="mt-4 border-b border-line">
      <ul className="-mb-px flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <NavigationLink
              href={tab.href}
              aria-current={tab.here ? "page" : undefined}
              className="inline-flex min-h-9 items-center border-b-2 border-transparent text-body font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink pointer-coarse:min-h-11"
            >
              {tab.label}
            </NavigationLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
