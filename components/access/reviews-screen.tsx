"use client";

import { ShieldCheck } from "lucide-react";
import type { ListReviewsInput, ReviewRow, ReviewsPage } from "@/lib/access/schema";
import { connectorNames } from "../connections/connector-names";
import { environmentLabels } from "../shell/environment";
import { NavigationLink, useNavigate } from "../shell/navigation";
import { EmptyState } from "../ui/empty-state";
import { Moment } from "../ui/moment";
import { Pages } from "../ui/pages";
import { TooltipLayer } from "../ui/tooltip-layer";
import { AdministrationTabs } from "./administration-tabs";

type ReviewsScreenProps = {
  page: ReviewsPage;
  view: ListReviewsInput;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Administration* > *Access*: connections by when somebody last looked through who has access, never first. */
export function ReviewsScreen({ page, view: { environment }, now }: ReviewsScreenProps) {
  const navigate = useNavigate();
  const { rows, previous, next } = page;
  const turn = (cursor: string) =>
    navigate(`/administration/access?environment=${environment}&${cursor}`, { scope: "list", scroll: true });
  return (
    <TooltipLayer>
      <h1 className="font-semibold text-heading tracking-[-0.014em] outline-none">Access</h1>
      <p className="mt-1.5 max-w-[70ch] text-body text-ink-2">
        Connections in {environmentLabels[environment]}, those first that nobody has reviewed for longest. Who has
        access to one, since when and by whom, is on its page.
      </p>
      <AdministrationTabs environment={environment} here="access" />
      {rows.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck size={20} strokeWidth={1.75} aria-hidden="true" />}
          title={`No connections in ${environmentLabels[environment]} yet`}
          actions={null}
        >
          There is no access to review.
        </EmptyState>
      ) : (
        <table className="data-table mt-4 max-md:block max-md:border-t max-md:border-line">
          <caption className="sr-only">Reviews of access</caption>
          <thead className="max-md:hidden">
            <tr>
              <th scope="col">Connection name</th>
              <th scope="col" className="w-[140px]">
                Connector
              </th>
              <th scope="col" className="number w-[104px]">
                Admins
              </th>
              <th scope="col" className="w-[128px]">
                Last reviewed
              </th>
              <th scope="col" className="w-[200px]">
                Reviewed by
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
            {rows.map((row) => (
              <Row key={row.id} row={row} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <div className="flex min-h-12 items-center justify-end max-md:py-3">
        {(previous !== null || next !== null) && (
          <Pages
            onPrevious={previous === null ? null : () => turn(`before=${previous}`)}
            onNext={next === null ? null : () => turn(`after=${next}`)}
          />
        )}
      </div>
    </TooltipLayer>
  );
}

const cell = "md:h-11! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:text-small";

function Row({ row: { id, name, connector, admins, review }, now }: { row: ReviewRow; now: number }) {
  return (
    <tr className="max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5">
      <td className="md:h-11! max-md:block max-md:h-auto! max-md:w-full max-md:border-0! max-md:p-0!">
        <NavigationLink
          href={`/connections/${id}/access`}
          data-tip=""
          className="rounded-tick text-strong font-medium text-ink hover:text-accent hover:underline max-md:wrap-anywhere md:block md:truncate"
        >
          <bdi>{name}</bdi>
        </NavigationLink>
      </td>
      <td className={cell}>{connectorNames[connector]}</td>
      <td className={`number ${cell}`}>
        {admins}
        <span className="md:hidden"> {admins === 1 ? "admin" : "admins"}</span>
      </td>
      <td className={cell}>
        {review !== null && <span className="md:hidden">Reviewed </span>}
        {review === null ? <span className="text-stale">Not yet</span> : <Moment iso={review.at} now={now} />}
        {review === null && <span className="md:hidden"> reviewed</span>}
      </td>
      <td className={cell}>
        {review !== null && (
          <>
            <span className="md:hidden">by </span>
            <span className="md:block md:truncate" data-tip="">
              {review.by}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}
