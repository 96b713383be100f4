import { ArrowRight, Table2 } from "lucide-react";
import type { Environment, LinkedObjects } from "@/lib/connections/schema";
import { NavigationLink } from "../shell/navigation";

type LinkedObjectsListProps = { apps: LinkedObjects["apps"]; environment: Environment; className?: string };

/** The external data objects that use a connection, by app, each a link. */
export function LinkedObjectsList({ apps, environment, className = "grid gap-3" }: LinkedObjectsListProps) {
  return (
    <div className={className}>
      {apps.map((app) => (
        <section key={app.id} aria-label={app.name} className="overflow-hidden rounded-pop border border-line-strong">
          <h3 className="flex min-h-9 items-center gap-2 bg-sunken px-3 py-2 font-semibold text-body">
            <span className="wrap-anywhere min-w-0">{app.name}</span>
            <span className="shrink-0 font-regular text-muted text-small">
              {app.objects.length === 1 ? "1 object" : `${app.objects.length} objects`}
            </span>
          </h3>
          <ul>
            {app.objects.map((object) => (
              <li key={object.id}>
                <NavigationLink
                  href={`/apps/${app.id}/data/${object.id}?environment=${environment}`}
                  className="flex min-h-10 items-center gap-3 border-line border-t px-3 py-1.5 text-body hover:bg-hover focus-visible:focus-shown-inset pointer-coarse:min-h-11"
                >
                  <Table2 className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
                  <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
                    <span className="max-w-full truncate font-medium text-accent">{object.name}</span>
                    <span className="max-w-full truncate font-mono text-[11.5px] text-muted">{object.table}</span>
                  </span>
                  <ArrowRight className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
                </NavigationLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** "2 more are in apps you cannot see": counted, not named. Null when nothing is hidden. */
export function hiddenObjectsText({ hiddenCount, apps }: Pick<LinkedObjects, "hiddenCount" | "apps">): string | null {
  if (hiddenCount === 0) return null;
  const more = apps.length > 0 ? " more" : "";
  return hiddenCount === 1
    ? `1${more} is in an app you cannot see`
    : `${hiddenCount}${more} are in apps you cannot see`;
}
