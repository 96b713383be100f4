"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Environment } from "@/lib/connections/schema";

const ConnectSampleDialog = dynamic(() => import("./connect-sample-dialog"), { ssr: false });

/** One click to a first real connection, verified before everybody's eyes. */
export function ConnectSampleButton({ environment }: { environment: Environment }) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button onClick={(event) => setOpener(event.currentTarget)}>Connect the sample database</Button>
      {opener !== null && (
        <ConnectSampleDialog environment={environment} opener={opener} onClose={() => setOpener(null)} />
      )}
    </>
  );
}
