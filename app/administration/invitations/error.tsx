"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function InvitationsErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="The invitations could not be read" error={error} retry={retry}>
      Linkspan’s own database did not answer. Nobody was invited, and nothing was withdrawn.
    </FailedPage>
  );
}
