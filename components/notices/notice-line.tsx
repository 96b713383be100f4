import { Clock } from "lucide-react";
import type { NoticeRow } from "@/lib/notices/schema";
import { SentenceText } from "../objects/drafts/sentence-text";
import { Avatar } from "../ui/avatar";
import { classNames } from "../ui/class-names";
import { Moment } from "../ui/moment";

type NoticeLineProps = {
  notice: NoticeRow;
  /** Of the sentence, where something is described by it. */
  sentenceId?: string;
  /** Where it leads, as an address; null for nowhere. */
  href: string | null;
  /** When it was read, in milliseconds. */
  now: number;
  /** A plain click on where it leads. */
  onFollow: (href: string) => void;
};

/** One notice: whether it is read, who did what, when, and where that leads. */
export function NoticeLine({ notice, sentenceId, href, now, onFollow }: NoticeLineProps) {
  const { by, sentence, reason, gone, at, isRead } = notice;
  return (
    <div className="flex min-w-0 grow gap-2.5">
      <span
        aria-hidden="true"
        className={classNames("mt-2.5 size-2 shrink-0 rounded-full", !isRead && "edge-forced bg-fill")}
      />
      <span className="mt-0.5 shrink-0">
        {by === null ? (
          <span className="inline-flex size-6 items-center justify-center text-muted">
            <Clock size={16} strokeWidth={1.75} aria-hidden="true" />
          </span>
        ) : (
          <Avatar name={by} />
        )}
      </span>
      <div className="min-w-0 wrap-anywhere">
        <p
          id={sentenceId}
          className={classNames("text-body [&_bdi]:font-semibold", isRead ? "text-ink-2" : "text-ink")}
        >
          {!isRead && <span className="sr-only">Unread: </span>}
          {href === null ? (
            <SentenceText sentence={sentence} />
          ) : (
            <a
              href={href}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                onFollow(href);
              }}
              className="rounded-tick underline-offset-3 hover:text-accent hover:underline"
            >
              <SentenceText sentence={sentence} />
            </a>
          )}
        </p>
        {reason !== null && (
          <p className="mt-0.5 text-ink-2 text-small">
            Reason: <bdi>{reason}</bdi>
          </p>
        )}
        <p className="mt-0.5 text-muted text-small">
          <Moment iso={at} now={now} />
          {gone !== null && ` · ${gone}`}
        </p>
      </div>
    </div>
  );
}
