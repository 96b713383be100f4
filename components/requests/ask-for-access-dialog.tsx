"use client";

import type { DialogProps } from "@/components/ui/dialog";
import type { Environment } from "@/lib/policy";
import { requestAccess } from "@/lib/requests/actions";
import { AskDialog } from "./ask-dialog";

type AskForAccessDialogProps = {
  object: { id: string; name: string };
  environment: Environment;
  opener: DialogProps["opener"];
  onClose: () => void;
};

/** *Ask for access*: to be made an admin of a connection there, and deploy oneself from then on. */
export default function AskForAccessDialog({ object, environment, opener, onClose }: AskForAccessDialogProps) {
  return (
    <AskDialog
      title="Ask for access"
      kind="access"
      line={
        <>
          To a connection for <bdi>{object.name}</bdi>
        </>
      }
      fact="Whoever confirms makes you an admin"
      objectId={object.id}
      version={null}
      environment={environment}
      opener={opener}
      send={(question) => requestAccess({ objectId: object.id, environment, ...question })}
      onClose={onClose}
    />
  );
}
