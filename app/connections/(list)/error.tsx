"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function ConnectionsErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="The list could not be read" error={error} retry={retry}>
      Linkspan’s own database did not answer. Your connections are not affected.
    </FailedPage>
  );
}
