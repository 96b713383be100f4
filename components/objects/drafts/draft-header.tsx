import { Trail } from "@/components/apps/trail";
import { Moment } from "@/components/ui/moment";
import type { DraftDetail } from "@/lib/objects/drafts/schema";
import { DiscardDraft } from "../edits/discard-draft";
import { DeleteDraft } from "./delete-draft";

type DraftHeaderProps = {
  object: DraftDetail;
  /** The name of the connection that is chosen now. */
  over: string | null;
  /** Whether what is chosen is stored. */
  state: "Saving" | "Saved" | "Not saved";
  settledRevision: () => Promise<number>;
  now: number;
};

/** Whose draft it is: of a new object, or of one that is published and stays so meanwhile. */
export function DraftHeader({ object, over, state, settledRevision, now }: DraftHeaderProps) {
  const { app, begun, live } = object;
  const list = `/apps/${app.id}/data?environment=development`;
  const steps = [
    { label: "Apps", href: "/apps?environment=development" },
    { label: app.name, href: list },
  ];
  const rows = { label: object.name, href: `/apps/${app.id}/data/${object.id}?environment=development` };
  return (
    <>
      <Trail steps={live === null ? steps : [...steps, rows]} here={live === null ? object.name : "Edit"} />
      <div className="mt-2 flex items-start gap-x-6 gap-y-3 max-sm:flex-wrap">
        <div className="min-w-0 grow">
          <h1 className="text-heading font-semibold tracking-[-0.014em] wrap-anywhere outline-none">
            {live === null ? object.name : `Edit ${object.name}`}
          </h1>
          <p className="mt-1.5 text-body text-ink-2 wrap-anywhere">
            Draft{over !== null && ` over ${over}`} · <span role="status">{state}</span>
          </p>
          {live !== null && (
            <p className="text-body text-ink-2 wrap-anywhere">
              Begun by {begun.by} <Moment iso={begun.at} now={now} />. Version {live.version} stays live until this is
              published.
            </p>
          )}
        </div>
        {live === null ? (
          <DeleteDraft object={object} />
        ) : (
          <DiscardDraft object={object} version={live.version} settledRevision={settledRevision} />
        )}
      </div>
    </>
  );
}
