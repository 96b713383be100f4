import { EnvironmentChip } from "@/components/shell/environment";
import { NavigationLink } from "@/components/shell/navigation";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import type { HistoryEntry } from "@/lib/objects/history/schema";

type HistoryRowProps = { entry: HistoryEntry; now: number; onLook: (opener: HTMLElement) => void };

/** One thing that was done: where, what, through which connection, by whom. */
export function HistoryRow({ entry, now, onLook }: HistoryRowProps) {
  const { environment, version, at, by, requestedBy } = entry;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-b py-2.5">
      <span className="w-[124px] shrink-0">
        <EnvironmentChip environment={environment} />
      </span>
      <span className="min-w-0 flex-1 basis-72 text-body wrap-anywhere">
        <b className="font-medium">{whatWasDone(entry)}</b>
        <Through connection={entry.connection} />
        <span className="block text-ink-2 text-small">
          <Moment iso={at} now={now} />
          {by !== null && ` by ${by}`}
          {requestedBy !== null && `, asked for by ${requestedBy}`}
        </span>
      </span>
      <Button
        size="control"
        aria-label={`Look at version ${version}: ${whatWasDone(entry)}`}
        onClick={(event) => onLook(event.currentTarget)}
      >
        Look at version {version}
      </Button>
    </li>
  );
}

function whatWasDone({ kind, version, replaced }: HistoryEntry): string {
  if (kind === "published") return `Published version ${version}`;
  if (replaced === null) return `Deployed version ${version}`;
  if (replaced > version) return `Went back from version ${replaced} to version ${version}`;
  if (replaced === version) return `Deployed version ${version} through another connection`;
  return `Deployed version ${version} in place of version ${replaced}`;
}

function Through({ connection }: Pick<HistoryEntry, "connection">) {
  if (connection === null) return null;
  const { id, name, visible } = connection;
  return (
    <>
      {" through "}
      {visible ? (
        <NavigationLink href={`/connections/${id}`} className="rounded-tick font-medium text-accent hover:underline">
          {name}
        </NavigationLink>
      ) : (
        <span className="font-medium">{name}</span>
      )}
    </>
  );
}
