"use client";

import { useCallback } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";
import { findVersionDetail } from "@/lib/objects/history/actions";
import type { VersionDetail } from "@/lib/objects/history/schema";
import { FailedReading } from "../drafts/failed-reading";
import { useReading } from "../drafts/use-reading";
import { Difference } from "../edits/difference";
import { useEdit } from "../edits/use-edit";
import { ObjectColumns } from "../object-columns";
import type { HistoryObject } from "./history";

type VersionDialogProps = {
  object: HistoryObject;
  version: number;
  opener: HTMLElement;
  onGoBack: (environment: DeployEnvironment) => void;
  onClose: () => void;
};

/** One version to read, and what it can be used for. */
export default function VersionDialog({ object, version, opener, onGoBack, onClose }: VersionDialogProps) {
  const { id } = object;
  const detail = useReading(useCallback(() => findVersionDetail({ objectId: id, version }), [id, version]));
  const { busy, failure, edit } = useEdit(object);
  const back = placeToGoBack(object, version);
  const mayBegin = object.abilities.includes("object.edit") && object.beingEdited === null;
  return (
    <Dialog
      title={`Version ${version}`}
      line={object.name}
      width="wide"
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          {mayBegin && (
            <Button busy={busy} onClick={() => void edit(version)} className="max-sm:h-12 max-sm:w-full">
              Edit from version {version}
            </Button>
          )}
          {back !== null && (
            <Button onClick={() => onGoBack(back)} className="max-sm:h-12 max-sm:w-full">
              Go back to version {version}
            </Button>
          )}
          <Button data-first onClick={close} className="max-sm:h-12 max-sm:w-full">
            Close
          </Button>
        </>
      )}
    >
      <div className="min-h-72 px-6 pt-5 pb-6 max-sm:px-4">
        <div aria-live="polite">
          {failure !== null && (
            <Notice tone="fail" className="mb-4">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
        </div>
        {detail.failure !== null && <FailedReading failure={detail.failure} onRetry={detail.again} />}
        {detail.value !== null && <Definition detail={detail.value} />}
      </div>
    </Dialog>
  );
}

function Definition({ detail: { version, definition, changes, publishedBy } }: { detail: VersionDetail }) {
  const title = `Changes since version ${version - 1}`;
  return (
    <>
      <p className="text-body text-ink-2 wrap-anywhere">
        Published by {publishedBy} over{" "}
        <bdi className="font-mono text-[12px]">
          {definition.table.schema}.{definition.table.name}
        </bdi>
        .{" "}
        {definition.membersWithUseMay === "write"
          ? "Members with use may read and write rows."
          : "Members with use may read rows."}
      </p>
      {changes !== null && (
        <section aria-labelledby="version-changes" className="mt-4">
          <h3 id="version-changes" className="mb-1.5 text-strong font-semibold">
            {title}
          </h3>
          <Difference changes={changes} label={title} none={`Nothing differs from version ${version - 1}.`} />
        </section>
      )}
      <h3 className="mt-4 text-strong font-semibold">Columns</h3>
      <ObjectColumns definition={definition} />
    </>
  );
}

/** Where a later version runs now: Production before Test, because there it matters more. */
function placeToGoBack({ abilities, bindings }: HistoryObject, version: number): DeployEnvironment | null {
  if (!abilities.includes("object.deploy")) return null;
  const runsLater = (place: DeployEnvironment) =>
    bindings.some((each) => each.environment === place && each.version > version);
  if (runsLater("production")) return "production";
  return runsLater("test") ? "test" : null;
}
