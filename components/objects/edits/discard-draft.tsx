"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Discarded } from "./discard-draft-dialog";

const DiscardDraftDialog = dynamic(() => import("./discard-draft-dialog"), { ssr: false });

/** **Discard draft**: whoever may edit may also stop. */
export function DiscardDraft(props: Discarded) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button onClick={(event) => setOpener(event.currentTarget)}>Discard draft</Button>
      {opener !== null && <DiscardDraftDialog {...props} opener={opener} onClose={() => setOpener(null)} />}
    </>
  );
}
