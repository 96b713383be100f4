"use client";

import { useEffect, useEffectEvent, useId } from "react";
import type { Environment } from "@/lib/connections/schema";
import { connectSampleDatabase } from "@/lib/verification/actions";
import { useNavigate } from "../shell/navigation";
import { ConnectionDialog } from "./connection-dialog";
import { useVerification } from "./use-verification";
import { VerificationPanel } from "./verification-panel";
import { VerifyingButtons } from "./verifying-buttons";

type ConnectSampleDialogProps = { environment: Environment; opener: HTMLElement; onClose: () => void };

/** Creates a connection to the installation's own sample database: the server knows its address and credentials. */
export default function ConnectSampleDialog({ environment, opener, onClose }: ConnectSampleDialogProps) {
  const formId = useId();
  const navigate = useNavigate();
  const verification = useVerification({
    onStored: (stored) => {
      navigate(`/connections?environment=development&created=${stored.id}`);
      onClose();
    },
  });
  const start = () => void verification.run("create", (attempt) => connectSampleDatabase({ attempt }));

  // Opening is the command: it begins at once, and only once.
  const begin = useEffectEvent(start);
  useEffect(() => {
    const timer = setTimeout(() => begin());
    return () => clearTimeout(timer);
  }, []);

  return (
    <ConnectionDialog
      title="Connect the sample database"
      line="A trading company: customers, orders, order lines, products"
      environment={environment}
      connector="postgresql"
      width="wide"
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <VerifyingButtons
          view={verification.view}
          primary={{ purpose: "create", label: "Connect" }}
          fact="Nothing has been stored"
          formId={formId}
          onStop={verification.cancel}
          onClose={close}
        />
      )}
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      />
      {verification.view !== null && <VerificationPanel view={verification.view} connector="postgresql" />}
    </ConnectionDialog>
  );
}
