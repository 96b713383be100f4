import type { ReactNode } from "react";
import type { LeftBehind, Named } from "@/lib/users/deactivation/schema";
import { environmentLabels } from "../../shell/environment";
import type { Chosen } from "./choices";

/** Drafts and requests: what becomes of them needs no decision, but whoever deactivates should know. */
export function LeftDraftsAndRequests({ left }: { left: LeftBehind }) {
  const { drafts, requestsMade, requestsToAnswer } = left;
  return (
    <>
      {drafts.total > 0 && (
        <Said title="Drafts" named={drafts} line={(draft) => `${draft.name}, in ${draft.app}`}>
          Drafts belong to their apps and stay there with all that was chosen: whoever manages an app goes on with its
          drafts.
        </Said>
      )}
      {requestsMade.total > 0 && (
        <Said
          title="Requests of theirs"
          named={requestsMade}
          line={({ kind, object, app, environment }) =>
            `${kind === "deploy" ? "Deploy" : "Access"} for ${object} in ${app}, ${environmentLabels[environment]}`
          }
        >
          They are withdrawn. Whoever manages the app can ask again.
        </Said>
      )}
      {requestsToAnswer.total > 0 && (
        <Said
          title="Requests that ask only them"
          named={requestsToAnswer}
          line={({ object, by, environment, fitting }) =>
            `${by} asks for ${object}, ${environmentLabels[environment]}${fitting === 0 ? ": nothing of theirs fits any more" : ""}`
          }
        >
          Each goes to who gets a connection that fits. Where nobody does, it stays unanswered: who asked can withdraw
          it and ask somebody else.
        </Said>
      )}
    </>
  );
}

type InvitationsProps = {
  invitations: LeftBehind["invitations"];
  choice: Chosen["invitations"];
  onChange: (choice: Chosen["invitations"]) => void;
};

const choices = [
  { value: "withdraw", label: "Withdraw them", line: "Their links stop working." },
  { value: "keep", label: "Keep them", line: "Their links go on working, as if you had invited these people." },
] as const;

/** Open invitations: a link that somebody who leaves has sent is a way in. */
export function LeftInvitations({ invitations, choice, onChange }: InvitationsProps) {
  if (invitations.total === 0) return null;
  return (
    <Said title="Invitations" named={invitations} line={({ email }) => email}>
      They invited these people, who have not accepted yet.
      <fieldset className="mt-3 grid max-w-[76ch] gap-1">
        <legend className="sr-only">Their invitations</legend>
        {choices.map(({ value, label, line }) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control border border-line px-3 py-1.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="invitations"
              checked={choice === value}
              onChange={() => onChange(value)}
              aria-label={label}
              aria-describedby={`invitations-${value}`}
              className="size-4 shrink-0 accent-[var(--color-fill)]"
            />
            <span>
              <span className="block font-medium text-ink">{label}</span>
              <span id={`invitations-${value}`} className="block text-small">
                {line}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </Said>
  );
}

type SaidProps<Row extends { id: string }> = {
  title: string;
  named: Named<Row>;
  line: (row: Row) => string;
  children: ReactNode;
};

function Said<Row extends { id: string }>({ title, named, line, children }: SaidProps<Row>) {
  const more = named.total - named.some.length;
  return (
    <section aria-label={title}>
      <h2 className="font-semibold text-strong">
        {title} <span className="text-muted tabular-nums">{named.total}</span>
      </h2>
      <div className="mt-1 max-w-[76ch] text-body text-ink-2">{children}</div>
      <ul className="mt-3 border-line border-t text-body">
        {named.some.map((row) => (
          <li key={row.id} className="wrap-anywhere border-line border-b px-3 py-2">
            {line(row)}
          </li>
        ))}
        {more > 0 && <li className="px-3 py-2 text-muted">and {more} more</li>}
      </ul>
    </section>
  );
}
