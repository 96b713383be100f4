import { Notice } from "@/components/ui/alert";
import { listed } from "@/components/ui/listed";
import type { Environment } from "@/lib/policy";
import type { WhomToAsk } from "@/lib/requests/schema";
import { environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";

type NobodyToAskProps = { whom: WhomToAsk; kind: keyof WhomToAsk["open"]; environment: Environment };

/** Why nobody is asked now: it was asked already, or there is nobody. */
export function NobodyToAsk({ whom, kind, environment }: NobodyToAskProps) {
  const open = whom.open[kind];
  const where = environmentLabels[environment];
  if (open !== null) {
    const what = open.version === null ? "for access" : `to deploy version ${open.version} to ${where}`;
    return (
      <Notice tone="note" title={open.self ? "You asked already." : "This was asked already."}>
        {open.self ? "You" : <bdi>{open.by.name}</bdi>} asked {what}, and nobody has answered yet.{" "}
        {open.self ? (
          <NavigationLink href={`/requests/${open.id}`} className="rounded-tick font-medium text-accent underline">
            Look at your request
          </NavigationLink>
        ) : (
          "Wait for the answer, or ask them to withdraw it."
        )}
      </Notice>
    );
  }
  const ask = whom.superAdmins.length === 0 ? "a super admin" : listed(whom.superAdmins, "or");
  return (
    <Notice tone="note" title="There is nobody to ask.">
      {whom.bound === null ? (
        `Nobody else administers a connection in ${where} that this object could use. Ask ${ask} to create one and share it.`
      ) : (
        <>
          Nobody else administers “<bdi>{whom.bound.name}</bdi>”, which is bound there. Ask {ask} to share it.
        </>
      )}
    </Notice>
  );
}
