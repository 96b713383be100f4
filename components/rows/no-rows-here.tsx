import { Unplug } from "lucide-react";
import type { Environment } from "@/lib/policy";
import { environmentLabels } from "../shell/environment";
import { EmptyState } from "../ui/empty-state";
import { RowsHeader, type ScreenObject } from "./rows-header";

type NoRowsHereProps = { object: ScreenObject; environment: Environment };

/** Where no rows can be shown: nothing is deployed, or the reader may not read rows. */
export function NoRowsHere({ object, environment }: NoRowsHereProps) {
  const place = environmentLabels[environment];
  return (
    <>
      <RowsHeader object={object} environment={environment} />
      <div className="mt-5 border-line border-t">
        <EmptyState
          icon={<Unplug className="size-6" strokeWidth={1.5} aria-hidden />}
          title={object.bound === null ? `Not deployed to ${place}` : "You cannot read these rows"}
        >
          {object.bound === null
            ? `No version of this object is bound to a connection in ${place}. Choose another environment above, or see where it is bound under About this object.`
            : object.readRefusal}
        </EmptyState>
      </div>
    </>
  );
}
