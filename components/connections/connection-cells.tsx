import type { MouseEvent } from "react";
import type { ConnectionRow, ListedAdmin } from "@/lib/connections/schema";
import { breakGlassWords } from "../admins/break-glass-words";
import { initials } from "../ui/initials";
import { listed } from "../ui/listed";
import { relativeTime } from "../ui/relative-time";
import { StatusChip, spanLabels, spanTones } from "../ui/span-status";
import { connectorNames } from "./connector-names";
import { peopleCount } from "./people-count";

/** What cells need beside their row. Handlers are the same for all rows: they read which one from where they are called. */
export type CellSurroundings = {
  selfId: string;
  /** Milliseconds: what the relative dates count from. */
  now: number;
  onLink: (event: MouseEvent<HTMLAnchorElement>) => void;
  onObjects: (event: MouseEvent<HTMLButtonElement>) => void;
  onOptions: (event: MouseEvent<HTMLButtonElement>) => void;
};

export type CellProps = { connection: ConnectionRow; at: CellSurroundings };

export function NameCell({ connection, at }: CellProps) {
  const { id, name, status } = connection;
  return (
    <td className="name">
      <svg role="img" aria-label={spanLabels[status]} data-tip="" className={spanTones[status].ink}>
        <use href={`#span-${status}`} />
      </svg>
      <p className="title">
        <a id={id} href={`/connections/${id}`} onClick={at.onLink} data-tip="">
          {name}
        </a>
        {status !== "connected" && <StatusChip state={status} />}
      </p>
      <SecondLine connection={connection} />
    </td>
  );
}

function SecondLine({ connection: { reason, address } }: { connection: ConnectionRow }) {
  if (reason !== null) return <p className="second">{reason}</p>;
  if (address !== null) {
    return (
      <p className="second address" data-tip="">
        {address}
      </p>
    );
  }
  return (
    <p className="second closed">
      <svg aria-hidden="true">
        <use href="#lock" />
      </svg>
      Details are shown to its admins
    </p>
  );
}

export function ConnectorCell({ connection }: CellProps) {
  return (
    <td className="connector">
      <svg aria-hidden="true">
        <use href={`#connector-${connection.connector}`} />
      </svg>
      {connectorNames[connection.connector]}
    </td>
  );
}

export function CreatedAtCell({ connection, at }: CellProps) {
  return (
    <td className="created_at">
      <Moment iso={connection.createdAt} now={at.now} />
    </td>
  );
}

export function ModifiedAtCell({ connection, at }: CellProps) {
  return (
    <td className="modified_at">
      <Moment iso={connection.modifiedAt} now={at.now} />
    </td>
  );
}

// Reached by Tab as well, since the exact time is shown on hover and on focus.
const reachable = { tabIndex: 0 } as const;

function Moment({ iso, now }: { iso: string; now: number }) {
  return (
    <time dateTime={iso} {...reachable}>
      {relativeTime(iso, now)}
    </time>
  );
}

const shownPeople = 3;

/** A super admin who is in for a time is told from the others by the edge, and in words where the names are. */
function avatarClass({ id, breakGlass }: ListedAdmin, selfId: string): string {
  const tone = id === selfId ? "avatar self" : "avatar";
  return breakGlass === undefined ? tone : `${tone} break-glass`;
}

function nameOf({ name, breakGlass }: ListedAdmin, now: number): string {
  return breakGlass === undefined ? name : `${name} (${breakGlassWords(breakGlass.endsAt, now)})`;
}

export function SharedWithCell({ connection, at }: CellProps) {
  const { id, admins } = connection;
  const count = peopleCount(connection);
  if (count === 0) return <td className="people none">No active admin</td>;
  const unnamed = count - admins.length;
  const names = admins.map((person) => nameOf(person, at.now)).concat(unnamed > 0 ? [`${unnamed} more`] : []);
  const beyond = count - Math.min(shownPeople, admins.length);
  return (
    <td className="people">
      <a href={`/connections/${id}/share`} onClick={at.onLink} aria-label={`Shared with ${listed(names)}`} data-tip="">
        {admins.slice(0, shownPeople).map((person) => (
          <span key={person.id} className={avatarClass(person, at.selfId)}>
            {initials(person.name)}
          </span>
        ))}
        {beyond > 0 && <span className="more-people">+{beyond}</span>}
      </a>
    </td>
  );
}

export function ObjectsCell({ connection, at }: CellProps) {
  const { objectCount } = connection;
  if (objectCount === 0) {
    return (
      <td className="objects number">
        <span className="none">0</span>
      </td>
    );
  }
  const one = objectCount === 1;
  return (
    <td className="objects number">
      <button
        type="button"
        className={one ? "one" : undefined}
        aria-label={`${objectCount} external data ${one ? "object" : "objects"}`}
        aria-haspopup="dialog"
        aria-expanded="false"
        onClick={at.onObjects}
      >
        {objectCount}
      </button>
    </td>
  );
}

export function OptionsCell({ connection, at }: CellProps) {
  return (
    <td className="options">
      <button
        type="button"
        aria-label="More options"
        aria-describedby={connection.id}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={at.onOptions}
      >
        <svg aria-hidden="true">
          <use href="#more" />
        </svg>
      </button>
    </td>
  );
}
