"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { takeOver } from "@/lib/admins/take-over/actions";
import { call } from "../shell/call";
import { showToast } from "../ui/toast";

/** Takes a connection over at once: it changes nothing for anybody else, and one's access can be revoked again. */
export function useTakeOver(connection: { id: string; name: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function take(): Promise<void> {
    setBusy(true);
    const result = await call("changing", () => takeOver({ connectionId: connection.id }));
    setBusy(false);
    if (!result.ok) {
      const { message, reference } = result.error;
      return showToast({ tone: "fail", title: `${connection.name} is not taken over`, line: message, reference });
    }
    showToast({ tone: "ok", title: `${connection.name} is yours to administer` });
    router.refresh();
  }
  return { busy, takeOver: () => void take() };
}
