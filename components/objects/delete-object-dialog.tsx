"use client";

import { Confirm } from "@/components/ui/confirm";
import { listed } from "@/components/ui/listed";
import { showToast } from "@/components/ui/toast";
import { deleteObject } from "@/lib/objects/actions";
import type { ObjectDetail } from "@/lib/objects/schema";
import { call } from "../shell/call";
import { EnvironmentRail, environmentLabels } from "../shell/environment";
import { useNavigate } from "../shell/navigation";

type DeleteObjectDialogProps = {
  object: Pick<ObjectDetail, "id" | "name" | "app" | "bindings">;
  backHref: string;
  opener: HTMLElement;
  onClose: () => void;
};

export default function DeleteObjectDialog({ object, backHref, opener, onClose }: DeleteObjectDialogProps) {
  const navigate = useNavigate();
  const places = object.bindings.map(({ environment }) => environmentLabels[environment]);
  const production = object.bindings.some(({ environment }) => environment === "production");
  return (
    <Confirm
      title="Delete external data object"
      line={object.name}
      rail={production ? <EnvironmentRail environment="production" /> : undefined}
      question={places.length === 0 ? `Delete “${object.name}”?` : `Delete “${object.name}” from ${listed(places)}?`}
      verb="Delete"
      opener={opener}
      act={() => call("changing", () => deleteObject({ id: object.id }))}
      onDone={() => {
        showToast({ tone: "ok", title: `${object.name} is deleted`, line: "The external table itself is unchanged." });
        navigate(backHref);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        {object.app.name} loses its live rows, and all of its versions are gone. The external table itself is unchanged.
        This cannot be undone.
      </p>
    </Confirm>
  );
}
