"use client";

import { Plus } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import { MainAction } from "@/components/ui/main-action";
import type { AppDetail } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";
import { NavigationLink } from "../shell/navigation";

type NewObjectButtonProps = { app: Pick<AppDetail, "id" | "abilities">; environment: Environment };

/** **New external data object**; where it cannot be, it says why. */
export function NewObjectButton({ app, environment }: NewObjectButtonProps) {
  const icon = <Plus className="size-4" strokeWidth={2} aria-hidden />;
  const refusal = refuse(app, environment);
  if (refusal === null) {
    return (
      <MainAction>
        <NavigationLink href={`/apps/${app.id}/data/new`} className={buttonClass("primary")}>
          {icon}
          New external data object
        </NavigationLink>
      </MainAction>
    );
  }
  return (
    <MainAction refusal={{ id: "new-object-refusal", reason: refusal }}>
      <Button closed icon={icon} aria-describedby="new-object-refusal">
        New external data object
      </Button>
    </MainAction>
  );
}

function refuse({ abilities }: NewObjectButtonProps["app"], environment: Environment): string | null {
  if (abilities.includes("app.add_self")) {
    return "Add yourself to this app's members to create an external data object.";
  }
  if (!abilities.includes("object.create")) {
    return 'Creating an external data object takes "manage" in this app. Ask one of its members who have it.';
  }
  return environment === "development" ? null : "Objects are made in Development. Choose it above.";
}
