"use client";

import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import type { Failure } from "@/lib/errors";
import type { Environment } from "@/lib/policy";
import { deactivateUser } from "@/lib/users/deactivation/actions";
import type { LeftBehind } from "@/lib/users/deactivation/schema";
import { call } from "../../shell/call";
import { NavigationLink, useNavigate } from "../../shell/navigation";
import { Notice, Reference } from "../../ui/alert";
import { Button, buttonClass } from "../../ui/button";
import { showToast } from "../../ui/toast";
import { inputOf, leftToNobody, undecided, without } from "./choices";
import { connectionsAndApps, countWords, doneLine } from "./deactivate-words";
import { LeftDraftsAndRequests, LeftInvitations } from "./left-others";
import { LeftApps, LeftConnections } from "./left-to-decide";
import { LeaveRest, RestChoice } from "./rest-choice";
import { useDecisions } from "./use-decisions";

type DeactivateScreenProps = { left: LeftBehind; environment: Environment };

/** Before somebody is deactivated: what they leave behind, and who gets it. Nothing happens until **Deactivate**. */
export function DeactivateScreen({ left: first, environment }: DeactivateScreenProps) {
  const navigate = useNavigate();
  const [left, setLeft] = useState(first);
  const [isChanged, setIsChanged] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { chosen, setChosen, deciding, chooseRest, onDecide } = useDecisions(first.user);
  const { user, connections, apps } = left;
  const { name } = user;
  const back = `/administration/users/${user.id}?environment=${environment}`;
  const missing = connectionsAndApps(undecided(left, chosen));
  const toNobody = leftToNobody(left, chosen);
  const isAnythingLeft = connections.total + apps.total > 0;

  async function deactivate(): Promise<void> {
    setBusy(true);
    setRefusal(null);
    setIsChanged(false);
    const result = await call("changing", () => deactivateUser(inputOf(left, chosen)));
    setBusy(false);
    if (!result.ok) return setRefusal(result.error);
    if (!result.value.deactivated) {
      const { left: fresh, gone } = result.value;
      setLeft(fresh);
      setChosen(without(chosen, gone));
      return setIsChanged(true);
    }
    const line = doneLine(result.value);
    showToast({ tone: "ok", title: `${name} is deactivated`, ...(line === null ? {} : { line }) });
    navigate(back);
  }

  return (
    <div className="grid gap-8">
      <div>
        <NavigationLink
          href={back}
          className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded-control font-medium text-accent text-body"
        >
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
          <bdi className="wrap-anywhere">{name}</bdi>
        </NavigationLink>
        <h1 className="wrap-anywhere mt-2 font-semibold text-heading tracking-[-0.014em]">
          Deactivate <bdi>{name}</bdi>
        </h1>
        <p className="mt-1 max-w-[76ch] text-body text-ink-2">
          Their sessions end at once, and so does their access to everything. They can be reactivated later, but nothing
          comes back by itself.
        </p>
        <Shared left={left} />
      </div>
      {!isAnythingLeft && (
        <p className="text-body">Nothing depends on {name} alone: no connection and no app has to be handed over.</p>
      )}
      {isAnythingLeft && (
        <RestChoice rest={chosen.rest} onChoose={chooseRest} onTakeBack={() => setChosen({ ...chosen, rest: null })} />
      )}
      {connections.total > 0 && (
        <div key={connections.seen}>
          <LeftConnections left={left} chosen={chosen} onDecide={onDecide("connection")} />
          {chosen.rest === null && connections.total > chosen.connections.size && (
            <LeaveRest
              count={connections.total - chosen.connections.size}
              checked={chosen.leaveRest}
              onChange={(leaveRest) => setChosen({ ...chosen, leaveRest })}
            />
          )}
        </div>
      )}
      {apps.total > 0 && (
        <LeftApps key={apps.rows.map(({ id }) => id).join()} left={left} chosen={chosen} onDecide={onDecide("app")} />
      )}
      <LeftDraftsAndRequests left={left} />
      <LeftInvitations
        invitations={left.invitations}
        choice={chosen.invitations}
        onChange={(invitations) => setChosen({ ...chosen, invitations })}
      />
      <div className="border-line border-t pt-4">
        <div aria-live="polite">
          {isChanged && (
            <Notice tone="stale" title="Nothing has happened yet." className="mb-4">
              What {name} leaves behind has changed since you looked. Look at what is not decided yet, then deactivate.
            </Notice>
          )}
          {refusal !== null && (
            <Notice
              tone="fail"
              title={refusal.code === "unreachable" ? undefined : "Nothing has happened."}
              className="mb-4"
            >
              {refusal.message} {refusal.reference !== null && <Reference value={refusal.reference} />}
            </Notice>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <p id="missing" role="status" className="grow text-body text-ink-2 max-sm:w-full">
            {missing === "" ? nobodyWords(toNobody) : `Not decided yet: ${missing}.`}
          </p>
          <NavigationLink href={back} className={`${buttonClass("quiet")} max-sm:h-12 max-sm:grow`}>
            Cancel
          </NavigationLink>
          <Button
            kind="danger"
            closed={missing !== ""}
            busy={busy}
            aria-describedby="missing"
            onClick={() => void deactivate()}
            className="max-sm:h-12 max-sm:grow"
          >
            Deactivate
          </Button>
        </div>
      </div>
      {deciding}
    </div>
  );
}

function nobodyWords(toNobody: number): string {
  if (toNobody === 0) return "Nothing stays behind without somebody who answers for it.";
  return `${countWords(toNobody, "connection stays", "connections stay")} without an admin.`;
}

function Shared({ left: { shared } }: { left: LeftBehind }) {
  const others = connectionsAndApps(shared);
  if (others === "") return null;
  return <p className="mt-1 text-body text-ink-2">They also leave {others}, where others stay.</p>;
}
