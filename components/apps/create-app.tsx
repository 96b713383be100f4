"use client";

import { createApp } from "@/lib/apps/actions";
import type { Environment } from "@/lib/policy";
import { call } from "../shell/call";
import { useNavigate } from "../shell/navigation";
import { AppDialog } from "./app-dialog";

type CreateAppProps = { environment: Environment; opener: HTMLElement; onClose: () => void };

/** *New app*; leads on to its external data objects. */
export default function CreateApp({ environment, opener, onClose }: CreateAppProps) {
  const navigate = useNavigate();
  return (
    <AppDialog
      title="New app"
      verb="Create"
      initial={{ name: "", description: "" }}
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
