import type { DeployEnvironment, DeployPlace } from "@/lib/objects/deploys/schema";
import { environmentLabels } from "../../shell/environment";

export type Choice = { version: number; connectionId: string | null };

/** What deploying would change, before it is done. */
export type DeployChange = {
  kind: "first" | "newer" | "back" | "move" | "none";
  title: string;
  text: string;
};

/** Says what runs there now and what would. Names stand in quotation marks, as connections' names do everywhere. */
export function changeOf(choice: Choice, { bound }: DeployPlace, environment: DeployEnvironment): DeployChange {
  const place = environmentLabels[environment];
  const { version, connectionId } = choice;
  if (bound === null) {
    const text = "Nothing runs there yet. Its rows can be read as soon as it is deployed.";
    return { kind: "first", title: `Version ${version} will be the first in ${place}.`, text };
  }
  const moves = connectionId !== null && connectionId !== bound.connection.id;
  const through = moves ? ` It leaves “${bound.connection.name}”.` : "";
  if (bound.version < version) {
    const text = `${place} runs version ${bound.version} now.${through}`;
    return { kind: "newer", title: `Version ${version} replaces version ${bound.version} in ${place}.`, text };
  }
  if (bound.version > version) {
    const text = `${place} runs version ${bound.version} now, which stays published.${through}`;
    return { kind: "back", title: `Go back to version ${version} in ${place}.`, text };
  }
  if (moves) {
    const text = `${place} runs it through “${bound.connection.name}” now. Its rows will be those of the other connection.`;
    return { kind: "move", title: `Version ${version} moves to another connection in ${place}.`, text };
  }
  const text = "Choose another version or connection to change that.";
  return { kind: "none", title: `${place} runs version ${version} through this connection already.`, text };
}

/** Where the rehearsal of this choice stands. */
export type RehearsalState = "none" | "running" | "passed" | "warned" | "failed" | "not_done";

/** Why it cannot be deployed as it stands; null when it can. */
export function refuseDeploy(
  change: DeployChange | null,
  choice: { connectionId: string | null; isOffered: boolean },
  rehearsal: RehearsalState,
): string | null {
  if (!choice.isOffered) return "No connection there is shared with you.";
  if (change === null || choice.connectionId === null) return "Choose a connection first.";
  if (change.kind === "none") return change.title;
  switch (rehearsal) {
    case "passed":
    case "warned":
      return null;
    case "failed":
      return "The rehearsal failed. Do what it says, then rehearse again.";
    case "not_done":
      return "The rehearsal was not done. Rehearse again first.";
    case "running":
    case "none":
      return "The rehearsal is running.";
  }
}
