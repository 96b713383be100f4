"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { Environment } from "@/lib/policy";

const AskForAccessDialog = dynamic(() => import("./ask-for-access-dialog"), { ssr: false });

type AskForAccessProps = { object: { id: string; name: string }; environment: Environment };

/** **Ask for access** beside a connection that is not one's own. */
export function AskForAccess({ object, environment }: AskForAccessProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        onClick={(event) => setOpener(event.currentTarget)}
        className="inline-flex min-h-6 shrink-0 items-center rounded-tick font-medium text-accent hover:underline pointer-coarse:min-h-11"
      >
        Ask for access
      </button>
      {opener !== null && (
        <AskForAccessDialog object={object} environment={environment} opener={opener} onClose={() => setOpener(null)} />
      )}
    </>
  );
}
