import { useRef, useState } from "react";
import { call } from "@/components/shell/call";
import type { Failure } from "@/lib/errors";
import { saveDraft } from "@/lib/objects/drafts/actions";
import type { DraftDetail, ObjectDraft, UsableConnection } from "@/lib/objects/drafts/schema";

type Content = { draft: ObjectDraft; connection: UsableConnection | null };

/** A draft that saves each change at once: one request on its way, the latest state after it. */
export function useSavedDraft(object: DraftDetail) {
  const [content, setContent] = useState<Content>({ draft: object.draft, connection: object.connection });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const latest = useRef(content);
  const revision = useRef(object.revision);
  const saved = useRef(content);
  const running = useRef<Promise<boolean> | null>(null);

  async function saveAll(): Promise<boolean> {
    setIsSaving(true);
    setFailure(null);
    let failed = false;
    while (!failed && saved.current !== latest.current) {
      const sending = latest.current;
      if (sending.connection === null) break;
      const input = {
        id: object.id,
        revision: revision.current,
        connectionId: sending.connection.id,
        draft: sending.draft,
      };
      const result = await call("changing", () => saveDraft(input));
      if (result.ok) {
        revision.current = result.value.revision;
        saved.current = sending;
      } else {
        setFailure(result.error);
        failed = true;
      }
    }
    setIsSaving(false);
    return !failed;
  }

  /** Resolves to whether all of it is stored. */
  function flush(): Promise<boolean> {
    running.current ??= saveAll().finally(() => {
      running.current = null;
    });
    return running.current;
  }

  function change(next: Partial<Content>): void {
    latest.current = { ...latest.current, ...next };
    setContent(latest.current);
    void flush();
  }

  return { ...content, failure, isSaving, change, flush, revision: () => revision.current };
}
