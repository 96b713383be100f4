"use client";

import { NavigationLink } from "@/components/shell/navigation";
import { Reference } from "@/components/ui/alert";
import { Button, buttonClass } from "@/components/ui/button";
import type { BeingEdited } from "@/lib/objects/edits/schema";
import { draftHref, type EditedObject, useEdit } from "./use-edit";

/** **Edit**, or **Continue editing** where there is a draft already. */
export function EditObject({ object }: { object: EditedObject & { beingEdited: BeingEdited | null } }) {
  const { busy, failure, edit } = useEdit(object);
  if (object.beingEdited !== null) {
    return (
      <NavigationLink href={draftHref(object)} className={buttonClass()}>
        Continue editing
      </NavigationLink>
    );
  }
  return (
    <div className="flex flex-col">
      <Button busy={busy} onClick={() => void edit()}>
        Edit
      </Button>
      <div aria-live="polite" className="max-w-[34ch] text-fail text-small empty:hidden">
        {failure !== null && (
          <p className="mt-1.5">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </p>
        )}
      </div>
    </div>
  );
}
