"use client";

import { call } from "@/components/shell/call";
import { useNavigate } from "@/components/shell/navigation";
import { Confirm } from "@/components/ui/confirm";
import { showToast } from "@/components/ui/toast";
import { deleteObject } from "@/lib/objects/actions";
import type { DraftDetail } from "@/lib/objects/drafts/schema";

type DeleteDraftDialogProps = {
  object: Pick<DraftDetail, "id" | "name" | "app">;
  opener: HTMLElement;
  onClose: () => void;
};

export default function DeleteDraftDialog({ object, opener, onClose }: DeleteDraftDialogProps) {
  const navigate = useNavigate();
  return (
    <Confirm
      title="Delete draft"
      line={object.name}
      question={`Delete the draft “${object.name}”?`}
      verb="Delete"
      opener={opener}
      act={() => call("changing", () => deleteObject({ id: object.id }))}
      onDone={() => {
        showToast({ tone: "ok", title: `${object.name} is deleted`, line: "The external table itself is unchanged." });
        navigate(`/apps/${object.app.id}/data?environment=development`);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        What was chosen so far is gone. It was never published, so no rows are lost, and the external table and the
        connection stay as they are. This cannot be undone.
      </p>
    </Confirm>
  );
}
