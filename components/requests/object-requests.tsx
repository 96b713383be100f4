import { Notice } from "@/components/ui/alert";
import { Moment } from "@/components/ui/moment";
import type { ObjectRequest } from "@/lib/requests/schema";
import { environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { someNames } from "./some-names";

type ObjectRequestsProps = {
  requests: readonly ObjectRequest[];
  /** When the page was made, in milliseconds. */
  now: number;
};

const tones = { open: "note", confirmed: "ok", refused: "fail", expired: "note", withdrawn: "note" } as const;

/** What was asked about an object and what became of it, for those who build it. What was withdrawn is not news. */
export function ObjectRequests({ requests, now }: ObjectRequestsProps) {
  const news = requests.filter(({ state }) => state !== "withdrawn");
  if (news.length === 0) return null;
  return (
    <section aria-label="Requests about this object" className="mt-5 grid max-w-[80ch] gap-2">
      {news.map((request) => (
        <Notice key={request.id} tone={tones[request.state]} title={titleOf(request)}>
          <Story request={request} now={now} />{" "}
          {request.self && (
            <NavigationLink
              href={`/requests/${request.id}`}
              className="whitespace-nowrap rounded-tick font-medium text-accent underline"
            >
              Look at your request
            </NavigationLink>
          )}
        </Notice>
      ))}
    </section>
  );
}

function titleOf({ kind, state, version, environment }: ObjectRequest): string {
  const where = environmentLabels[environment];
  const what = kind === "deploy" ? `Deploy of version ${version} to ${where}` : `Access in ${where}`;
  const ends = {
    open: "asked for",
    confirmed: "confirmed",
    refused: "refused",
    expired: "not answered in time",
    withdrawn: "withdrawn",
  } as const;
  return `${what}: ${ends[state]}.`;
}

function Story({ request, now }: { request: ObjectRequest; now: number }) {
  const { state, self, requestedBy, requestedAt, people, answeredBy, answeredAt, answer } = request;
  if (state === "open" || answeredAt === null) {
    return (
      <>
        {self ? "You" : <bdi>{requestedBy.name}</bdi>} asked {someNames(people)} <Moment iso={requestedAt} now={now} />.
      </>
    );
  }
  return (
    <>
      <bdi>{answeredBy}</bdi> answered <Moment iso={answeredAt} now={now} />
      {answer === "" ? "." : ": "}
      {answer !== "" && <q dir="auto">{answer}</q>}
    </>
  );
}
