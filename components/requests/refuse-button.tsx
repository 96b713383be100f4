"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { RequestDetail } from "@/lib/requests/schema";

const RefuseDialog = dynamic(() => import("./refuse-dialog"), { ssr: false });

export function RefuseButton({ request }: { request: RequestDetail }) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button onClick={(event) => setOpener(event.currentTarget)} className="max-sm:h-12">
        Refuse
      </Button>
      {opener !== null && <RefuseDialog request={request} opener={opener} onClose={() => setOpener(null)} />}
    </>
  );
}
