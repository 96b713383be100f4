"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";

/** A statement for somebody to run on the server, whole and to copy. Its names are the catalog's. */
export function Statement({ text }: { text: string }) {
  const [said, setSaid] = useState<string | null>(null);
  return (
    <div className="mt-1.5 flex items-start gap-2 rounded-control border border-line bg-sunken py-1.5 pr-1.5 pl-3 max-sm:flex-col">
      <pre
        dir="ltr"
        className="min-w-0 grow self-center font-mono text-[11.5px] whitespace-pre-wrap text-ink wrap-anywhere"
      >
        {text}
      </pre>
      <div className="flex shrink-0 items-center gap-2">
        <span aria-live="polite" className="text-small text-muted">
          {said}
        </span>
        <Button
          size="control"
          kind="quiet"
          icon={<Copy className="size-3.5" strokeWidth={2} aria-hidden />}
          onClick={() => void copyText(text).then((refusal) => setSaid(refusal ?? "Copied"))}
        >
          Copy statement
        </Button>
      </div>
    </div>
  );
}
