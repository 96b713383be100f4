"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ObjectDetail } from "@/lib/objects/schema";

const DeleteObjectDialog = dynamic(() => import("./delete-object-dialog"), { ssr: false });

type DeleteObjectProps = {
  object: Pick<ObjectDetail, "id" | "name" | "app" | "bindings" | "deleteRefusal">;
  /** Where to go when it is gone. */
  backHref: string;
};

export function DeleteObject({ object, backHref }: DeleteObjectProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  const refused = object.deleteRefusal !== null;
  return (
    <div className="flex max-w-[34ch] flex-col items-start gap-1.5 md:items-end md:text-right">
      <Button
        closed={refused}
        aria-describedby={refused ? "delete-refusal" : undefined}
        onClick={(event) => setOpener(event.currentTarget)}
      >
        Delete
      </Button>
      {refused && (
        <p id="delete-refusal" className="text-small text-muted">
          {object.deleteRefusal}
        </p>
      )}
      {opener !== null && (
        <DeleteObjectDialog object={object} backHref={backHref} opener={opener} onClose={() => setOpener(null)} />
      )}
    </div>
  );
}
