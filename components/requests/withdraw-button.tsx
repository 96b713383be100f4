"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { RequestDetail } from "@/lib/requests/schema";

const WithdrawRequest = dynamic(() => import("./withdraw-request"), { ssr: false });

export function WithdrawButton({ request }: { request: RequestDetail }) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button onClick={(event) => setOpener(event.currentTarget)}>Withdraw</Button>
      {opener !== null && <WithdrawRequest request={request} opener={opener} onClose={() => setOpener(null)} />}
    </>
  );
}
