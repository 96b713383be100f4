"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Environment } from "@/lib/policy";
import { environmentLabels } from "../../shell/environment";
import type { CheckedObject } from "./check-table-dialog";

const CheckTableDialog = dynamic(() => import("./check-table-dialog"), { ssr: false });

type CheckTableProps = Pick<ComponentProps<typeof Button>, "kind" | "size" | "className"> & {
  object: CheckedObject;
  environment: Environment;
  /** Where buttons of several objects or environments stand on one page: what this one's is. */
  of?: string;
  /** It stands with the mark, and is gone once that is. */
  goesWithMark?: boolean;
};

/** **Check table**: opens its dialog, which looks at once. */
export function CheckTable({ object, environment, of, goesWithMark = false, ...look }: CheckTableProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button {...look} onClick={(event) => setOpener(event.currentTarget)}>
        Check table
        {of !== undefined && (
          <span className="sr-only">
            {" "}
            of {of} in {environmentLabels[environment]}
          </span>
        )}
      </Button>
      {opener !== null && (
        <CheckTableDialog
          object={object}
          environment={environment}
          goesWithMark={goesWithMark}
          opener={opener}
          onClose={() => setOpener(null)}
        />
      )}
    </>
  );
}
