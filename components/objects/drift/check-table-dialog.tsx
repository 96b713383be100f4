"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, pageHeading } from "@/components/ui/dialog";
import { useNow } from "@/components/ui/use-now";
import type { TableCheck } from "@/lib/objects/drift/schema";
import type { Environment } from "@/lib/policy";
import { AskedProgress, waitedSince } from "../../shell/asked-progress";
import { environmentSigns } from "../../shell/environment";
import { useNavigate } from "../../shell/navigation";
import { useAsked } from "../../shell/use-asked";
import { CheckFailed, CheckResult } from "./check-result";
import { useRepair } from "./use-repair";

export type CheckedObject = { id: string; name: string; app: { id: string } };

type CheckTableDialogProps = {
  object: CheckedObject;
  environment: Environment;
  /** Whether the opener is gone once the mark is. */
  goesWithMark: boolean;
  opener: HTMLElement | null;
  onClose: () => void;
};

const words = { again: "Check again", cancel: "Cancel check", running: "The table is being read." };

/** *Check table*: what changed since the version was published, who suffers, and the repair as a draft. */
export default function CheckTableDialog({
  object,
  environment,
  goesWithMark,
  opener,
  onClose,
}: CheckTableDialogProps) {
  const router = useRouter();
  const navigate = useNavigate();
  const href = `/apps/${object.app.id}/data/${object.id}`;
  const input = useMemo(() => ({ objectId: object.id, environment }), [object.id, environment]);
  const { view, again, cancel } = useAsked<TableCheck>({ href: `${href}/check`, input });
  const now = useNow(view.phase === "running", 100);
  const repair = useRepair(`${href}/check/repair`, input, () => navigate(`${href}/draft?environment=development`));
  const outcome = view.phase === "done" ? view.value.outcome : null;
  const isOpenerGone = () => opener?.isConnected !== true || (goesWithMark && outcome !== null && outcome !== "failed");
  // A check marks the object, or takes the mark away. Only then does the page show it: what stands with the mark goes
  // with it, and this dialog would too.
  function close(): void {
    if (view.phase !== "running") router.refresh();
    onClose();
  }

  const plan = view.phase === "done" ? view.value.repair : null;
  const canRepair = plan !== null && "steps" in plan;
  return (
    <Dialog
      {...environmentSigns(environment)}
      title="Check table"
      line={object.name}
      width="form"
      opener={() => (isOpenerGone() ? pageHeading() : opener)}
      onClose={close}
      footer={(requestClose) => (
        <>
          <span className="min-w-0 grow text-muted text-small max-sm:w-full">
            {canRepair ? "A draft changes nothing that is live" : "Checking only reads"}
          </span>
          <Button kind={canRepair ? "quiet" : "secondary"} onClick={requestClose} className="max-sm:h-12">
            Close
          </Button>
          {canRepair && (
            <Button kind="primary" busy={repair.isRunning} onClick={repair.run} className="max-sm:h-12 max-sm:grow">
              {repair.existing === null ? "Repair as a draft" : "Replace the draft"}
            </Button>
          )}
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 max-sm:px-4">
        <AskedProgress title="The table now" view={view} now={now} words={words} onAgain={again} onCancel={cancel} />
        {waitedSince(view, now) >= 200 && <p className="text-body text-muted">Reading the table’s definition</p>}
        {view.phase === "failed" && <CheckFailed failure={view.failure} />}
        {view.phase === "done" && (
          <CheckResult check={view.value} environment={environment} repair={{ ...repair, objectName: object.name }} />
        )}
      </div>
    </Dialog>
  );
}
