"use client";

import type { DialogProps } from "@/components/ui/dialog";
import { requestDeploy } from "@/lib/requests/actions";
import { AskDialog } from "./ask-dialog";

type RequestDeployDialogProps = {
  object: { id: string; name: string };
  version: number;
  environment: "test" | "production";
  opener: DialogProps["opener"];
  onClose: () => void;
};

/** *Request deploy*: asks admins there to deploy a version that one cannot deploy alone. */
export default function RequestDeployDialog({
  object,
  version,
  environment,
  opener,
  onClose,
}: RequestDeployDialogProps) {
  return (
    <AskDialog
      title="Request deploy"
      kind="deploy"
      line={
        <>
          Version {version} of <bdi>{object.name}</bdi>
        </>
      }
      fact="Nothing is deployed until one of them confirms"
      objectId={object.id}
      version={version}
      environment={environment}
      opener={opener}
      send={(question) => requestDeploy({ objectId: object.id, version, environment, ...question })}
      onClose={onClose}
    />
  );
}
