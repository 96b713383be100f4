import { Notice } from "@/components/ui/alert";
import { Moment } from "@/components/ui/moment";
import { openDays, type RequestDetail } from "@/lib/requests/schema";
import { environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { someNames } from "./some-names";

type OutcomeProps = { request: RequestDetail; now: number };

/** What became of a request, or what it waits for; nothing for who is about to answer it. */
export function Outcome({ request, now }: OutcomeProps) {
  const { state, self, answerRefusal, people, requestedBy } = request;
  if (state === "open" && !self && answerRefusal === null) return null;
  return (
    <div className="mt-5 max-w-[72ch]">
      {state === "open" && self && (
        <Notice tone="note" title="Nobody has answered yet.">
          It waits for {someNames(people, "or")}.
        </Notice>
      )}
      {state === "open" && !self && answerRefusal !== null && (
        <Notice tone="closed" title="You cannot answer this.">
          {answerRefusal}
        </Notice>
      )}
      {state === "confirmed" && <Confirmed request={request} now={now} />}
      {state === "refused" && (
        <Notice tone="fail" title="Refused">
          <Answered request={request} now={now} />
          <blockquote dir="auto" className="mt-1 whitespace-pre-line">
            {request.answer}
          </blockquote>
        </Notice>
      )}
      {state === "withdrawn" && (
        <Notice tone="note" title="This request is over.">
          {self ? "You" : <bdi>{requestedBy.name}</bdi>} withdrew it, or may not ask for this any more.
        </Notice>
      )}
      {state === "expired" && (
        <Notice tone="note" title="This request is over.">
          Nobody answered it within {openDays} days. {self ? "You" : <bdi>{requestedBy.name}</bdi>} can ask again.
        </Notice>
      )}
    </div>
  );
}

function Answered({ request, now }: OutcomeProps) {
  return (
    <>
      by <bdi>{request.answeredBy}</bdi>, {request.answeredAt !== null && <Moment iso={request.answeredAt} now={now} />}
      .
    </>
  );
}

const link = "rounded-tick font-medium text-accent underline";

function Confirmed({ request, now }: OutcomeProps) {
  const { kind, version, environment, app, object, appVisible, confirmedWith } = request;
  const where = environmentLabels[environment];
  return (
    <Notice tone="ok" title={kind === "deploy" ? `Version ${version} was deployed to ${where}` : "Access was given"}>
      <Answered request={request} now={now} />{" "}
      {kind === "deploy" && appVisible && (
        <NavigationLink href={`/apps/${app.id}/data/${object.id}?environment=${environment}`} className={link}>
          Live rows in {where}
        </NavigationLink>
      )}
      {kind === "access" && confirmedWith !== null && (
        <NavigationLink href={`/connections/${confirmedWith.id}`} className={link}>
          <bdi>{confirmedWith.name}</bdi>
        </NavigationLink>
      )}
    </Notice>
  );
}
