import { Ellipsis } from "lucide-react";
import { useId } from "react";
import type { InvitationRow } from "@/lib/users/invitations/schema";
import { IconButton } from "../../ui/button";
import { Moment } from "../../ui/moment";
import { roleLabels } from "../administration/user-words";
import { InvitationStateChip } from "./invitation-state";
import { isOver, stateLine } from "./invitation-words";

type InvitationsTableProps = {
  rows: readonly InvitationRow[];
  /** When the page was made, in milliseconds. */
  now: number;
  onMore: (invitation: InvitationRow, button: HTMLElement) => void;
};

/** Invitations, the latest first; on a phone each is a list item. */
export function InvitationsTable({ rows, now, onMore }: InvitationsTableProps) {
  return (
    <table className="data-table mt-3 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">Invitations</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">Email</th>
          <th scope="col" className="w-[120px]">
            Role
          </th>
          <th scope="col" className="w-[22%]">
            State
          </th>
          <th scope="col" className="w-[22%]">
            Invited by
          </th>
          <th scope="col" className="w-[128px]">
            Invited at
          </th>
          <th scope="col" className="w-[52px]">
            <span className="sr-only">More options</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {rows.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} now={now} onMore={onMore} />
        ))}
      </tbody>
    </table>
  );
}

const cell = "md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1! max-md:text-small";

type RowProps = { invitation: InvitationRow } & Pick<InvitationsTableProps, "now" | "onMore">;

function Row({ invitation, now, onMore }: RowProps) {
  const emailId = useId();
  const { email, name, role, state, invitedBy, invitedAt } = invitation;
  const line = stateLine(invitation, now);
  return (
    <tr className="max-md:relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5 max-md:pr-12">
      <td className="md:h-[52px]! max-md:block max-md:h-auto! max-md:w-full max-md:border-0! max-md:p-0!">
        <span
          id={emailId}
          data-tip=""
          className="block font-medium text-ink text-strong max-md:wrap-anywhere md:truncate"
        >
          {email}
        </span>
        {name !== "" && (
          <span className="block text-muted text-small max-md:wrap-anywhere md:truncate" data-tip="">
            <bdi>{name}</bdi>
          </span>
        )}
      </td>
      <td className={cell}>{roleLabels[role]}</td>
      <td className={cell}>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <InvitationStateChip state={state} />
          {line !== null && <span className="min-w-0 text-muted text-small wrap-anywhere">{line}</span>}
        </span>
      </td>
      <td className={`${cell} max-md:order-last max-md:w-full md:truncate`} data-tip="">
        <span className="md:hidden">Invited by </span>
        <bdi>{invitedBy}</bdi>
      </td>
      <td className={cell}>
        <Moment iso={invitedAt} now={now} />
      </td>
      <td className="pr-2! text-right max-md:absolute max-md:top-1.5 max-md:right-0 max-md:h-auto! max-md:border-0! max-md:p-0!">
        {!isOver(invitation) && (
          <IconButton
            name="More options"
            aria-describedby={emailId}
            aria-haspopup="menu"
            aria-expanded="false"
            onClick={(event) => onMore(invitation, event.currentTarget)}
            className="max-md:size-11"
          >
            <Ellipsis className="size-4" strokeWidth={2} aria-hidden />
          </IconButton>
        )}
      </td>
    </tr>
  );
}
