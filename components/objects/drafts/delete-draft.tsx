"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { DraftDetail } from "@/lib/objects/drafts/schema";

const DeleteDraftDialog = dynamic(() => import("./delete-draft-dialog"), { ssr: false });

/** Whoever may edit a draft may delete it as well. */
export function DeleteDraft({ object }: { object: Pick<DraftDetail, "id" | "name" | "app"> }) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button onClick={(event) => setOpener(event.currentTarget)}>Delete</Button>
      {opener !== null && <DeleteDraftDialog object={object} opener={opener} onClose={() => setOpener(null)} />}
    </>
  );
}
