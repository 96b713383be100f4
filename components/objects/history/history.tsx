"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { call } from "@/components/shell/call";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Failure } from "@/lib/errors";
import type { BeingEdited } from "@/lib/objects/edits/schema";
import { listHistory } from "@/lib/objects/history/actions";
import type { HistoryEntry, HistoryPage } from "@/lib/objects/history/schema";
import type { ObjectBinding } from "@/lib/objects/schema";
import type { AppAbility } from "@/lib/policy";
import { DeployDialogs, type DeployOpen } from "../deploy/deploy-dialogs";
import type { EditedObject } from "../edits/use-edit";
import { HistoryRow } from "./history-row";

const VersionDialog = dynamic(() => import("./version-dialog"), { ssr: false });

export type HistoryObject = EditedObject & {
  /** The newest. */
  version: number;
  bindings: readonly Pick<ObjectBinding, "environment" | "version">[];
  abilities: readonly AppAbility[];
  beingEdited: BeingEdited | null;
};

type HistoryProps = {
  object: HistoryObject;
  /** The newest page. */
  page: HistoryPage;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *History*: who published and deployed what, newest first. */
export function History({ object, page, now }: HistoryProps) {
  const [older, setOlder] = useState<HistoryPage | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [looking, setLooking] = useState<{ version: number; opener: HTMLElement } | null>(null);
  const [deploying, setDeploying] = useState<DeployOpen | null>(null);
  const entries = withoutDoubles([...page.entries, ...(older?.entries ?? [])]);
  const next = older === null ? page.next : older.next;

  async function showOlder(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const result = await call("reading", () => listHistory({ objectId: object.id, after: next }));
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    const { value } = result;
    setOlder((before) => ({ entries: [...(before?.entries ?? []), ...value.entries], next: value.next }));
  }

  return (
    <section aria-labelledby="history" className="mt-8">
      <h2 id="history" className="text-title font-semibold">
        History
      </h2>
      <p className="text-body text-ink-2">What was published and deployed. A version never changes.</p>
      <ol aria-label="History" className="mt-3 border-line border-t">
        {entries.map((entry) => (
          <HistoryRow
            key={`${entry.kind} ${entry.id}`}
            entry={entry}
            now={now}
            onLook={(opener) => setLooking({ version: entry.version, opener })}
          />
        ))}
      </ol>
      <div aria-live="polite">
        {failure !== null && (
          <Notice tone="fail" className="mt-3 max-w-[720px]">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      {(next !== null || older !== null) && (
        <Button size="control" closed={next === null} busy={busy} onClick={() => void showOlder()} className="mt-3">
          {next === null ? "That is all" : "Show older"}
        </Button>
      )}
      {looking !== null && (
        <VersionDialog
          object={object}
          version={looking.version}
          opener={looking.opener}
          onGoBack={(environment) => {
            setLooking(null);
            setDeploying({ ...looking, environment, ask: null });
          }}
          onClose={() => setLooking(null)}
        />
      )}
      {deploying !== null && (
        <DeployDialogs object={object} open={deploying} onChange={setDeploying} onClose={() => setDeploying(null)} />
      )}
    </section>
  );
}

/** The newest page may have been read again since an older one was. */
function withoutDoubles(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.kind} ${entry.id}`, entry])).values()];
}
