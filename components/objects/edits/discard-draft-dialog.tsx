"use client";

import { call } from "@/components/shell/call";
import { useNavigate } from "@/components/shell/navigation";
import { Confirm } from "@/components/ui/confirm";
import { showToast } from "@/components/ui/toast";
import { discardDraft } from "@/lib/objects/edits/actions";
import type { EditedObject } from "./use-edit";

export type Discarded = {
  object: EditedObject;
  /** The version that stays. */
  version: number;
  /** Of what is stored, once nothing of it is on its way any more. */
  settledRevision: () => Promise<number>;
};

export default function DiscardDraftDialog(props: Discarded & { opener: HTMLElement; onClose: () => void }) {
  const { object, version, settledRevision, opener, onClose } = props;
  const navigate = useNavigate();
  return (
    <Confirm
      title="Discard draft"
      line={object.name}
      question={`Discard the draft of “${object.name}”?`}
      verb="Discard draft"
      opener={opener}
      act={async () => {
        const revision = await settledRevision();
        return call("changing", () => discardDraft({ id: object.id, revision }));
      }}
      onDone={() => {
        showToast({ tone: "ok", title: "The draft is discarded", line: `${object.name} stays at version ${version}.` });
        navigate(`/apps/${object.app.id}/data/${object.id}/about?environment=development`);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        What was changed since version {version} is gone, whoever changed it. Version {version} stays as it is, and so
        does what is deployed. This cannot be undone.
      </p>
    </Confirm>
  );
}
