import { Inbox, Send } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { Environment } from "@/lib/policy";
import { openDays, type RequestList, type RequestsInput, type RequestsPage } from "@/lib/requests/schema";
import { NavigationLink } from "../shell/navigation";
import { waitingText } from "../shell/waiting-text";
import { RequestsTable } from "./requests-table";

type RequestsScreenProps = {
  page: RequestsPage;
  /** Where each list begins. */
  input: RequestsInput;
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Requests*: what waits for the reader's answer, and what became of what they asked. */
export function RequestsScreen({ page, input, environment, now }: RequestsScreenProps) {
  const { toAnswer, asked, waiting } = page;
  const href = (next: RequestsInput) => hrefOf(environment, next);
  return (
    <TooltipLayer>
      <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">Requests</h1>
      <p className="mt-1.5 max-w-[100ch] text-body text-ink-2">
        Where somebody has no connection, they ask who has one. A request waits {openDays} days for its answer.
      </p>
      <Section
        id="to-answer"
        title="For you to answer"
        note={waiting === 0 ? "Nothing waits" : waiting === 1 ? "1 waits" : `${waitingText(waiting)} wait`}
        list={toAnswer}
        newest={input.toAnswer === undefined ? null : href({ ...input, toAnswer: undefined })}
        older={toAnswer.next === null ? null : href({ ...input, toAnswer: toAnswer.next })}
        empty={
          <EmptyState
            icon={<Inbox className="size-6" strokeWidth={1.5} aria-hidden />}
            title="Nobody has asked you yet"
          >
            When a builder needs one of your connections, to deploy to it or to use it themself, they ask you here.
          </EmptyState>
        }
      >
        <RequestsTable caption="For you to answer" rows={toAnswer.rows} people="asker" now={now} />
      </Section>
      <Section
        id="asked"
        title="Asked by you"
        list={asked}
        newest={input.asked === undefined ? null : href({ ...input, asked: undefined })}
        older={asked.next === null ? null : href({ ...input, asked: asked.next })}
        empty={
          <EmptyState
            icon={<Send className="size-6" strokeWidth={1.5} aria-hidden />}
            title="You have not asked anybody yet"
          >
            Where you have no connection in an environment, an object’s page offers Request deploy and Ask for access.
          </EmptyState>
        }
      >
        <RequestsTable caption="Asked by you" rows={asked.rows} people="asked" now={now} />
      </Section>
    </TooltipLayer>
  );
}

function hrefOf(environment: Environment, { toAnswer, asked }: RequestsInput): string {
  const query = new URLSearchParams({ environment });
  if (toAnswer !== undefined) query.set("toAnswer", toAnswer);
  if (asked !== undefined) query.set("asked", asked);
  return `/requests?${query}`;
}

type SectionProps = {
  id: string;
  title: string;
  note?: string;
  list: RequestList;
  /** Where the list begins again; null at its beginning. */
  newest: string | null;
  /** Where it goes on; null at its end. */
  older: string | null;
  empty: ReactNode;
  children: ReactNode;
};

function Section({ id, title, note, list, newest, older, empty, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="mt-7">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id={id} className="scroll-mt-20 text-title font-semibold">
          {title}
        </h2>
        {note !== undefined && <span className="text-body text-muted tabular-nums">{note}</span>}
      </div>
      {list.rows.length === 0 ? <div className="mt-3 border-t border-line">{empty}</div> : children}
      {(newest !== null || older !== null) && (
        <nav aria-label={`Pages of ${title}`} className="mt-3 flex gap-4">
          {newest !== null && <PageLink href={`${newest}#${id}`}>Newest requests</PageLink>}
          {older !== null && <PageLink href={`${older}#${id}`}>Older requests</PageLink>}
        </nav>
      )}
    </section>
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
