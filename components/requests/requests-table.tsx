import type { ReactNode } from "react";
import { Moment } from "@/components/ui/moment";
import type { RequestRow } from "@/lib/requests/schema";
import { EnvironmentChip } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { RequestStateChip } from "./request-state";
import { RequestTitle } from "./request-title";
import { someNames } from "./some-names";

type RequestsTableProps = {
  caption: string;
  rows: readonly RequestRow[];
  /** Whom the list names beside each request: who asked, or who was asked. */
  people: "asker" | "asked";
  /** When the page was made, in milliseconds. */
  now: number;
};

const cell = "md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1!";

/** Requests, open ones first; on a phone each is a list item. */
export function RequestsTable({ caption, rows, people, now }: RequestsTableProps) {
  return (
    <table className="data-table mt-3 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">Request</th>
          <th scope="col" className="w-[148px]">
            Environment
          </th>
          <th scope="col" className="w-[22%]">
            {people === "asker" ? "Asked by" : "Asked of"}
          </th>
          <th scope="col" className="w-[132px]">
            Asked at
          </th>
          <th scope="col" className="w-[128px]">
            State
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {rows.map((request) => (
          <tr
            key={request.id}
            className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-3"
          >
            <td className={`${cell} max-md:w-full`}>
              <NavigationLink
                href={`/requests/${request.id}`}
                className="block w-fit max-w-full rounded-tick text-strong font-medium text-ink hover:text-accent hover:underline"
              >
                <RequestTitle request={request} />
              </NavigationLink>
              <span className="block text-small text-muted">
                <bdi>{request.app.name}</bdi>
              </span>
            </td>
            <td className={`${cell} max-md:order-1`}>
              <EnvironmentChip environment={request.environment} />
            </td>
            <td className={`${cell} max-md:order-3`}>
              <People request={request} people={people} />
            </td>
            <td className={`${cell} max-md:order-4`}>
              <Moment iso={request.requestedAt} now={now} />
            </td>
            <td className={`${cell} max-md:order-2`}>
              <RequestStateChip state={request.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function People({ request, people }: { request: RequestRow; people: RequestsTableProps["people"] }): ReactNode {
  const isAsker = people === "asker";
  return (
    <>
      <span className="md:hidden">{isAsker ? "Asked by " : "Asked "}</span>
      {isAsker ? <bdi>{request.requestedBy.name}</bdi> : someNames(request.people)}
    </>
  );
}
