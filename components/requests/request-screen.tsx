import type { ReactNode } from "react";
import { Moment } from "@/components/ui/moment";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { RequestDetail } from "@/lib/requests/schema";
import { Trail } from "../apps/trail";
import { EnvironmentChip, environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { AnswerAccess } from "./answer-access";
import { AnswerDeploy } from "./answer-deploy";
import { Outcome } from "./outcome";
import { RequestStateChip } from "./request-state";
import { RequestTitle } from "./request-title";
import { requestTitle } from "./request-words";
import { timeLeft } from "./time-left";
import { WithdrawButton } from "./withdraw-button";

type RequestScreenProps = {
  request: RequestDetail;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** One request: what is asked, by whom, and the answer, or the place to give it. */
export function RequestScreen({ request, now }: RequestScreenProps) {
  const { environment, state, message } = request;
  const isAnswerable = state === "open" && !request.self && request.answerRefusal === null;
  return (
    <TooltipLayer>
      <Trail
        steps={[{ label: "Requests", href: `/requests?environment=${environment}` }]}
        here={requestTitle(request)}
      />
      <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-heading font-semibold tracking-[-0.014em] wrap-anywhere outline-none">
            <RequestTitle request={request} />
          </h1>
          <div className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-body text-ink-2">
            <EnvironmentChip environment={environment} />
            <RequestStateChip state={state} />
            <span className="wrap-anywhere">
              Asked <Moment iso={request.requestedAt} now={now} /> by{" "}
              {request.self ? "you" : <bdi>{request.requestedBy.name}</bdi>}
            </span>
          </div>
        </div>
        {request.mayWithdraw && <WithdrawButton request={request} />}
      </div>
      <Outcome request={request} now={now} />
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-7 lg:order-2">
          <Facts request={request} now={now} />
          {message !== "" && (
            <section aria-labelledby="message">
              <h2 id="message" className="text-strong font-semibold">
                Message
              </h2>
              <p dir="auto" className="mt-1 whitespace-pre-line text-body text-ink-2 wrap-anywhere">
                {message}
              </p>
            </section>
          )}
        </div>
        {isAnswerable && (
          <section aria-labelledby="answer" className="min-w-0 max-w-[44rem]">
            <h2 id="answer" className="text-title font-semibold">
              Your answer
            </h2>
            {request.kind === "deploy" ? <AnswerDeploy request={request} /> : <AnswerAccess request={request} />}
          </section>
        )}
      </div>
    </TooltipLayer>
  );
}

// The exact time is shown on hover and on focus.
const reachable = { tabIndex: 0 } as const;

function Facts({ request, now }: RequestScreenProps) {
  const { object, app, environment, bound, appVisible } = request;
  const where = environmentLabels[environment];
  return (
    <dl className="grid gap-2.5 text-body">
      <Fact label="Object">
        {appVisible ? (
          <NavigationLink
            href={`/apps/${app.id}/data/${object.id}/about?environment=${environment}`}
            className="rounded-tick font-medium text-accent hover:underline"
          >
            <bdi>{object.name}</bdi>
          </NavigationLink>
        ) : (
          <bdi>{object.name}</bdi>
        )}
      </Fact>
      <Fact label="App">
        <bdi>{app.name}</bdi>
      </Fact>
      <Fact label={`In ${where} now`}>
        {bound === null ? "Nothing" : `Version ${bound.version}`}
        {bound !== null && bound.connection !== null && (
          <>
            {" "}
            through <bdi>{bound.connection}</bdi>
          </>
        )}
      </Fact>
      <Fact label="Asked of">
        <ul>
          {request.people.map((person) => (
            <li key={person.id}>
              <bdi>{person.name}</bdi>
            </li>
          ))}
        </ul>
      </Fact>
      {request.state === "open" && (
        <Fact label="Time left">
          <time dateTime={request.expiresAt} {...reachable} className="rounded-tick tabular-nums">
            {timeLeft(request.expiresAt, now)}
          </time>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-28 shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
