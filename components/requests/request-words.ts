import type { RequestRow, RequestState } from "@/lib/requests/schema";
import { environmentLabels } from "../shell/environment";

type Named = Pick<RequestRow, "kind" | "version" | "object" | "environment">;

/** What is asked, as a plain text: for the title of a page, where nothing can stand apart. */
export function requestTitle({ kind, version, object, environment }: Named): string {
  const where = environmentLabels[environment];
  return kind === "deploy"
    ? `Deploy version ${version} of ${object.name} to ${where}`
    : `Access for ${object.name} in ${where}`;
}

export const stateLabels = {
  open: "Waiting",
  confirmed: "Confirmed",
  refused: "Refused",
  withdrawn: "Withdrawn",
  expired: "Expired",
} as const satisfies Record<RequestState, string>;
