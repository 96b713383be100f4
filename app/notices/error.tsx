"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function NoticesErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="The notices could not be read" error={error} retry={retry}>
      Linkspan’s own database did not answer. Nothing was marked as read.
    </FailedPage>
  );
}
