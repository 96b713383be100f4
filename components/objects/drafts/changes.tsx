"use client";

import { useMemo } from "react";
import { differenceBetween, wouldPublish } from "@/lib/objects/difference/schema";
import type { DescribedTable, DraftDetail, ObjectDraft } from "@/lib/objects/drafts/schema";
import { Difference } from "../edits/difference";

type ChangesProps = { live: NonNullable<DraftDetail["live"]>; draft: ObjectDraft; table: DescribedTable };

/** What the draft would make different from what is live, as it is chosen. */
export function Changes({ live, draft, table }: ChangesProps) {
  const changes = useMemo(() => differenceBetween(wouldPublish(draft, table), live.definition), [live, draft, table]);
  const title = `Changes since version ${live.version}`;
  return (
    <section aria-labelledby="changes" className="mt-4 mb-6">
      <h3 id="changes" className="mb-1.5 text-strong font-semibold">
        {title}
      </h3>
      <Difference
        label={title}
        changes={changes}
        none={`Nothing differs from version ${live.version} yet. Published like this, the next version is the same.`}
      />
    </section>
  );
}
