import { useCallback, useRef, useState } from "react";
import { call } from "@/components/shell/call";
import type { Failure } from "@/lib/errors";
import { saveDraft } from "@/lib/objects/drafts/actions";
import type { DraftColumn, DraftDetail, ObjectDraft, UsableConnection } from "@/lib/objects/drafts/schema";

type Content = { draft: ObjectDraft; connection: UsableConnection | null };

/** A draft that saves each change at once: one request on its way, the latest state after it. */
export function useSavedDraft({ id, ...object }: DraftDetail) {
  const [content, setContent] = useState<Content>({ draft: object.draft, connection: object.connection });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const latest = useRef(content);
  const revision = useRef(object.revision);
  const saved = useRef(content);
  const running = useRef<Promise<boolean> | null>(null);

  /** Resolves to whether all of it is stored. */
  const flush = useCallback((): Promise<boolean> => {
    const saveAll = async (): Promise<boolean> => {
      setIsSaving(true);
      setFailure(null);
      let failed = false;
      while (!failed && saved.current !== latest.current) {
        const sending = latest.current;
        if (sending.connection === null) break;
        const { connection, draft } = sending;
        const input = { id, revision: revision.current, connectionId: connection.id, draft };
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
    };
    running.current ??= saveAll().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [id]);

  const change = useCallback(
    (next: (before: Content) => Partial<Content>): void => {
      latest.current = { ...latest.current, ...next(latest.current) };
      setContent(latest.current);
      void flush();
    },
    [flush],
  );
  const choose = useCallback((connection: UsableConnection) => change(() => ({ connection })), [change]);
  const changeDraft = useCallback(
    (next: Partial<ObjectDraft>) => change(({ draft }) => ({ draft: { ...draft, ...next } })),
    [change],
  );
  const changeColumn = useCallback(
    (name: string, next: Partial<DraftColumn>) =>
      change(({ draft }) => {
        const columns = draft.columns.map((column) => (column.name === name ? { ...column, ...next } : column));
        return { draft: { ...draft, columns } };
      }),
    [change],
  );
  return { ...content, failure, isSaving, choose, changeDraft, changeColumn, flush, revision: () => revision.current };
}
