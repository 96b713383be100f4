"use client";

import { UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../../ui/button";
import { MainAction } from "../../ui/main-action";

const InviteDialog = dynamic(() => import("./invite-dialog"), { ssr: false });

/** The button **Invite** of a screen, and its dialog, which is to stand at the end of it. */
export function useInvite() {
  const router = useRouter();
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  const button = (
    <MainAction>
      <Button
        kind="primary"
        icon={<UserPlus className="size-4" strokeWidth={1.9} aria-hidden />}
        onClick={(event) => setOpener(event.currentTarget)}
      >
        Invite
      </Button>
    </MainAction>
  );
  const dialog =
    opener === null ? null : (
      <InviteDialog opener={opener} onInvited={() => router.refresh()} onClose={() => setOpener(null)} />
    );
  return { button, dialog };
}
