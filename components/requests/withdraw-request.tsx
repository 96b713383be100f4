"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { Confirm } from "@/components/ui/confirm";
import { pageHeading } from "@/components/ui/dialog";
import { withdrawRequest } from "@/lib/requests/actions";
import type { RequestDetail } from "@/lib/requests/schema";
import { call } from "../shell/call";
import { environmentSigns } from "../shell/environment";
import { requestTitle } from "./request-words";

type WithdrawRequestProps = { request: RequestDetail; opener: HTMLElement; onClose: () => void };

export default function WithdrawRequest({ request, opener, onClose }: WithdrawRequestProps) {
  const router = useRouter();
  // The button that opened this goes with the request's being open.
  const withdrawn = useRef(false);
  return (
    <Confirm
      title="Withdraw request"
      line={requestTitle(request)}
      {...environmentSigns(request.environment)}
      question="Withdraw this request?"
      verb="Withdraw"
      kind="primary"
      opener={() => (withdrawn.current ? pageHeading() : opener)}
      act={() => call("changing", () => withdrawRequest({ id: request.id }))}
      onDone={() => {
        withdrawn.current = true;
        router.refresh();
        onClose();
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">Nobody can confirm it any more. You can ask again at any time.</p>
    </Confirm>
  );
}
