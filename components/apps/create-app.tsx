"use client";

import { createApp } from "@/lib/apps/actions";
import type { Environment } from "@/lib/policy";
import { call } from "../shell/call";
import { useNavigate } from "../shell/navigation";
import { NameDialog } from "../ui/name-dialog";
import { appFields } from "./app-fields";

type CreateAppProps = { environment: Environment; opener: HTMLElement; onClose: () => void };

const nothing = { name: "", description: "" } as const;

/** *New app*; leads on to its external data objects. */
export default function CreateApp({ environment, opener, onClose }: CreateAppProps) {
  const navigate = useNavigate();
  return (
    <NameDialog
      title="New app"
      line={null}
      verb="Create"
      fields={appFields}
      stored={nothing}
      unsaved="The app has not been created yet."
      opener={opener}
      submit={async (text) => {
        const result = await call("changing", () => createApp(text));
        if (!result.ok) return result.error;
        onClose();
        navigate(`/apps/${result.value.id}/data?environment=${environment}`);
        return null;
      }}
      onClose={onClose}
    />
  );
}
