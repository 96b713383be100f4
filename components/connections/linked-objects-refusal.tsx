import { Notice } from "@/components/ui/alert";
import type { LinkedObjects } from "@/lib/connections/schema";
import { hiddenObjectsText, LinkedObjectsList, whomToAsk } from "./linked-objects-list";

/** Why a connection cannot be deleted yet: what uses it, by app, each linked; what is hidden only as a count. */
export function LinkedObjectsRefusal({ linked }: { linked: LinkedObjects }) {
  const one = linked.total === 1;
  const hidden = hiddenObjectsText(linked);
  return (
    <>
      <p className="text-strong font-semibold">
        It cannot be deleted yet:{" "}
        {one ? "1 external data object uses it" : `${linked.total} external data objects use it`}.
      </p>
      <p className="mt-1 text-body text-ink-2">
        {one
          ? "Deleting it now would leave that app without its data. Delete the object in its own app, then come back here."
          : "Deleting it now would leave those apps without their data. Delete each object in its own app, then come back here."}
      </p>
      {linked.apps.length > 0 && <LinkedObjectsList linked={linked} className="mt-4 grid gap-3" />}
      {hidden !== null && (
        <Notice tone="closed" title={`${hidden}.`} className="mt-3">
          <span className="text-ink-2">
            {linked.hiddenCount === 1 ? "Its builders must delete it" : "Their builders must delete them"} before this
            connection can go. {whomToAsk(linked)}
          </span>
        </Notice>
      )}
    </>
  );
}
