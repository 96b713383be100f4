"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import type { Delivery } from "@/lib/users/links/schema";
import { Notice } from "../../ui/alert";
import { Button } from "../../ui/button";
import { copyText } from "../../ui/copy-text";

type LinkDeliveryProps = {
  delivery: Delivery;
  /** "The invitation", "The link". */
  what: string;
  /** How long it works, as the end of a sentence: "for seven days". */
  lasts: string;
};

/** What became of a link: e-mailed, or here to copy, this once. */
export function LinkDelivery({ delivery, what, lasts }: LinkDeliveryProps) {
  const [said, setSaid] = useState<string | null>(null);
  if (delivery.by === "mail") {
    return (
      <Notice tone="ok" title={`${what} is on its way to ${delivery.to}.`}>
        Its link works once, {lasts}.
      </Notice>
    );
  }
  return (
    <>
      {delivery.problem !== null && (
        <Notice tone="stale" title="The e-mail was not sent." className="mb-4">
          {delivery.problem}
        </Notice>
      )}
      <p className="text-body text-ink-2 wrap-anywhere">
        Give this link to <b className="font-medium text-ink">{delivery.to}</b>, and to nobody else: whoever has it can
        use it. It works once, {lasts}, and is not shown again.
      </p>
      <div className="mt-3 flex items-start gap-2 rounded-control border border-line bg-sunken py-1.5 pr-1.5 pl-3 max-sm:flex-col">
        <code
          dir="ltr"
          className="min-w-0 grow self-center font-mono text-[11.5px] text-ink wrap-anywhere max-sm:self-start"
        >
          {delivery.link}
        </code>
        <div className="flex shrink-0 items-center gap-2">
          <span aria-live="polite" className="text-small text-muted">
            {said}
          </span>
          <Button
            size="control"
            data-first
            icon={<Copy className="size-3.5" strokeWidth={2} aria-hidden />}
            onClick={() => void copyText(delivery.link).then((refusal) => setSaid(refusal ?? "Copied"))}
          >
            Copy link
          </Button>
        </div>
      </div>
    </>
  );
}
