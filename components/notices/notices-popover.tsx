"use client";

import { useRouter } from "next/navigation";
import * as Popover from "radix-ui/popover";
import { useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import { markAllNoticesRead } from "@/lib/notices/actions";
import type { LatestNotices } from "@/lib/notices/schema";
import type { Environment } from "@/lib/policy";
import { call } from "../shell/call";
import { NavigationLink } from "../shell/navigation";
import { useAnswer } from "../shell/use-answer";
import { Notice, Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { floatingContainer, keepForAnchor, useOpenState } from "../ui/floating";
import { LatestList } from "./latest-list";
import { noticesHref } from "./notices-url";

type NoticesPopoverProps = {
  anchor: HTMLElement;
  environment: Environment;
  isOnPage: boolean;
  setUnread: (change: (before: number) => number) => void;
  onClose: () => void;
};

const everything = {};

/** The latest notices, read when the bell is opened. */
export default function NoticesPopover({ anchor, environment, isOnPage, setUnread, onClose }: NoticesPopoverProps) {
  useOpenState(anchor, onClose);
  const router = useRouter();
  const title = useRef<HTMLHeadingElement>(null);
  const latest = useAnswer<LatestNotices>("/notices/latest", everything);
  const { value } = latest;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const tell = useRef(setUnread);
  useEffect(() => {
    if (value !== null) tell.current(() => value.unread);
  }, [value]);

  async function markAll(seen: string): Promise<void> {
    setBusy(true);
    setFailure(null);
    const marked = await call("changing", () => markAllNoticesRead({ seen }));
    setBusy(false);
    if (!marked.ok) return setFailure(marked.error);
    latest.again();
    if (isOnPage) router.refresh();
  }

  const said = failure ?? latest.failure;
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal container={floatingContainer(anchor)}>
        <div>
          <div className="floating-scrim" />
          <Popover.Content
            align="end"
            sideOffset={6}
            collisionPadding={8}
            aria-label="Notices"
            className="floating md:w-110"
            onOpenAutoFocus={(event) => {
              // The heading first: what is below is not there yet, and the buttons are not what one came for.
              event.preventDefault();
              title.current?.focus({ preventScroll: true });
            }}
            onInteractOutside={(event) => keepForAnchor(event, anchor)}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              anchor.focus();
            }}
          >
            <div className="flex min-h-12 items-center gap-3 border-line border-b py-2 pr-2 pl-4 max-md:pl-2">
              <h2 ref={title} tabIndex={-1} className="grow rounded-tick font-semibold text-strong outline-none">
                Notices
              </h2>
              <Button
                kind="quiet"
                size="control"
                busy={busy}
                closed={value === null || value.unread === 0 || value.seen === null}
                onClick={() => value?.seen && void markAll(value.seen)}
              >
                Mark all as read
              </Button>
            </div>
            <p className="sr-only" role="status">
              {value === null ? (latest.isReading ? "Reading the notices" : "") : saidOf(value)}
            </p>
            {said !== null && (
              <div role="alert" className="p-3">
                <Notice
                  tone="fail"
                  title={failure === null ? "The notices could not be read." : "Nothing was marked as read."}
                >
                  {said.message} {said.reference !== null && <Reference value={said.reference} />}
                </Notice>
                {failure === null && (
                  <Button size="control" className="mt-2" onClick={latest.again}>
                    Try again
                  </Button>
                )}
              </div>
            )}
            {value === null ? (
              latest.isReading && <Waiting />
            ) : (
              <LatestList notices={value.rows} environment={environment} setUnread={setUnread} onClose={onClose} />
            )}
            <div className="border-line border-t p-2 text-center">
              <NavigationLink
                href={noticesHref({ environment, show: "all" })}
                onClick={onClose}
                className="inline-flex min-h-8 items-center rounded-control px-3 font-medium text-accent text-body hover:underline pointer-coarse:min-h-11"
              >
                See all
              </NavigationLink>
            </div>
          </Popover.Content>
        </div>
      </Popover.Portal>
    </Popover.Root>
  );
}

function saidOf({ rows, unread }: LatestNotices): string {
  if (rows.length === 0) return "No notices";
  return unread === 0 ? "Nothing is unread" : `${unread} unread`;
}

function Waiting() {
  return (
    <div className="grid gap-2 p-3 [animation:show_0s_200ms_both]">
      <div className="h-10 rounded-control bg-line" />
      <div className="h-10 rounded-control bg-line" />
      <div className="h-10 rounded-control bg-line" />
    </div>
  );
}
