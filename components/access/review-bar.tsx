"use client";

import { Check, Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Reviewable } from "@/lib/access/schema";
import type { Failure, Result } from "@/lib/errors";
import { askFile } from "../rows/ask-file";
import { fileNameOf, saveFile } from "../rows/save-file";
import { call } from "../shell/call";
import { Notice, Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast";
import { reviewWords, sinceWords } from "./review-words";

type ReviewBarProps = {
  access: Reviewable;
  mark: (seen: string) => Promise<Result<unknown>>;
  /** Where the file is asked for, and what of. */
  file: { href: string; of: Record<string, string> };
  /** When the page was made, in milliseconds. */
  now: number;
};

/** Above a list of accesses: when it was last looked through, **Mark as reviewed** and **Export**. */
export function ReviewBar({ access, mark, file, now }: ReviewBarProps) {
  const { review, entries, seen } = access;
  const router = useRouter();
  const [busy, setBusy] = useState<"mark" | "export" | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function run(what: "mark" | "export", send: () => Promise<Result<unknown>>): Promise<void> {
    setBusy(what);
    setFailure(null);
    const result = await call(what === "mark" ? "changing" : "reading", send);
    setBusy(null);
    if (!result.ok) setFailure(result.error);
    // Also when access changed meanwhile: it is then shown as it is.
    if (what === "mark") router.refresh();
  }

  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="min-w-0 flex-1 basis-60 text-body text-ink-2 wrap-anywhere">
          {reviewWords(review, now)}. {sinceWords(review, entries)}
        </p>
        <span className="flex flex-wrap gap-2">
          <Button
            size="control"
            busy={busy === "export"}
            icon={<Download className="size-4" strokeWidth={1.75} aria-hidden />}
            onClick={() => void run("export", () => save(file))}
          >
            Export
          </Button>
          <Button
            size="control"
            busy={busy === "mark"}
            icon={<Check className="size-4" strokeWidth={1.75} aria-hidden />}
            onClick={() => void run("mark", () => mark(seen))}
          >
            Mark as reviewed
          </Button>
        </span>
      </div>
      <div aria-live="polite">
        {failure !== null && (
          <Notice tone="fail" className="mt-3">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
    </>
  );
}

async function save({ href, of }: ReviewBarProps["file"]): Promise<Result<null>> {
  const answer = await askFile(href, of, new AbortController().signal);
  if (!(answer instanceof Response)) return answer;
  saveFile(await answer.blob(), fileNameOf(answer, "access.csv"));
  const cut = answer.headers.get("x-linkspan-cut") === "1";
  showToast({
    tone: "ok",
    title: "The accesses are exported",
    ...(cut ? { line: "Only the first 10,000 of them: there are more." } : {}),
  });
  return { ok: true, value: null };
}
