"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { call } from "@/components/shell/call";
import { useNavigate } from "@/components/shell/navigation";
import { showToast } from "@/components/ui/toast";
import type { Failure } from "@/lib/errors";
import { editObject } from "@/lib/objects/edits/actions";

export type EditedObject = { id: string; name: string; app: { id: string } };

export function draftHref({ id, app }: EditedObject): string {
  return `/apps/${app.id}/data/${id}/draft`;
}

/** Begins a draft and goes there. Where somebody was faster, the page says who it is instead. */
export function useEdit(object: EditedObject) {
  const navigate = useNavigate();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  /** From the newest version where `from` is left out. */
  async function edit(from?: number): Promise<void> {
    setBusy(true);
    setFailure(null);
    const result = await call("changing", () => editObject({ id: object.id, from }));
    if (!result.ok) {
      setBusy(false);
      setFailure(result.error);
      return;
    }
    if (result.value.begun) return navigate(draftHref(object));
    setBusy(false);
    const title = `${result.value.by} edits ${object.name} already`;
    showToast({
      tone: "fail",
      title,
      reference: null,
      line: "Nothing was changed. Continue editing opens that draft.",
    });
    router.refresh();
  }

  return { busy, failure, edit };
}
