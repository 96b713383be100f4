"use client";

import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Failure, Result } from "@/lib/errors";
import { markAllNoticesRead, markNoticeRead } from "@/lib/notices/actions";
import type { NoticeRow, NoticesPage } from "@/lib/notices/schema";
import { call } from "../shell/call";
import { NavigationLink } from "../shell/navigation";
import { waitingText } from "../shell/waiting-text";
import { Notice, Reference } from "../ui/alert";
import { Button, IconButton } from "../ui/button";
import { pageHeading } from "../ui/dialog";
import { TooltipLayer } from "../ui/tooltip-layer";
import { NoNotices, NothingUnread } from "./no-notices";
import { NoticeLine } from "./notice-line";
import { type NoticesView, noticesHref, placeHref } from "./notices-url";
import { useFollow } from "./use-follow";

type NoticesScreenProps = {
  page: NoticesPage;
  view: NoticesView;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Notices*: all that the reader was told, the latest first. */
export function NoticesScreen({ page, view, now }: NoticesScreenProps) {
  const router = useRouter();
  const follow = useFollow();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { rows, unread, seen, next } = page;
  const { environment, show } = view;

  async function mark(act: () => Promise<Result<unknown>>): Promise<void> {
    setBusy(true);
    setFailure(null);
    const marked = await call("changing", act);
    setBusy(false);
    if (marked.ok) router.refresh();
    else setFailure(marked.error);
  }

  function markOne(notice: NoticeRow, button: HTMLElement): void {
    // The button goes with the notice's being unread, and under the filter the row does too.
    (show === "unread" ? pageHeading() : button.closest("li"))?.focus();
    void mark(() => markNoticeRead({ id: notice.id }));
  }

  return (
    <TooltipLayer className="max-w-[56rem]">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">Notices</h1>
          <p role="status" className="mt-1.5 text-body text-ink-2 tabular-nums">
            {unread === 0 ? "Nothing is unread" : `${waitingText(unread)} unread`}
          </p>
        </div>
        <Button
          busy={busy}
          closed={unread === 0 || seen === null}
          onClick={() => seen !== null && void mark(() => markAllNoticesRead({ seen }))}
        >
          Mark all as read
        </Button>
      </div>
      <nav aria-label="Which notices" className="mt-4 border-b border-line">
        <ul className="-mb-px flex gap-5">
          <Choice href={noticesHref({ environment, show: "all" })} isChosen={show === "all"}>
            All
          </Choice>
          <Choice href={noticesHref({ environment, show: "unread" })} isChosen={show === "unread"}>
            Unread
          </Choice>
        </ul>
      </nav>
      <div role="alert">
        {failure !== null && (
          <Notice tone="fail" className="mt-3" title="Nothing was marked as read.">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      {rows.length === 0 && (show === "unread" ? <NothingUnread /> : <NoNotices />)}
      <ul aria-label="Notices">
        {rows.map((notice) => (
          <li
            key={notice.id}
            tabIndex={-1}
            className="flex items-start gap-2 border-line border-b py-3 outline-none focus-visible:outline-2"
          >
            <NoticeLine
              notice={notice}
              sentenceId={`notice-${notice.id}`}
              href={notice.href === null ? null : placeHref(notice.href, environment)}
              now={now}
              onFollow={(href) => void follow(notice, href)}
            />
            {!notice.isRead && (
              <IconButton
                name="Mark as read"
                aria-describedby={`notice-${notice.id}`}
                data-tip=""
                onClick={(event) => !busy && markOne(notice, event.currentTarget)}
              >
                <Check size={16} strokeWidth={1.75} aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {(view.after !== undefined || next !== null) && (
        <nav aria-label="Pages" className="mt-3 flex gap-4">
          {view.after !== undefined && <PageLink href={noticesHref({ environment, show })}>Newest notices</PageLink>}
          {next !== null && <PageLink href={noticesHref({ environment, show, after: next })}>Older notices</PageLink>}
        </nav>
      )}
    </TooltipLayer>
  );
}

function Choice({ href, isChosen, children }: { href: string; isChosen: boolean; children: string }) {
  return (
    <li>
      <NavigationLink
        href={href}
        scope="list"
        aria-current={isChosen ? "page" : undefined}
        className="inline-flex min-h-9 items-center border-b-2 border-transparent text-body font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink pointer-coarse:min-h-11"
      >
        {children}
      </NavigationLink>
    </li>
  );
}

function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <NavigationLink
      href={href}
      className="inline-flex min-h-6 items-center rounded-tick text-body font-medium text-accent hover:underline pointer-coarse:min-h-11"
    >
      {children}
    </NavigationLink>
  );
}
