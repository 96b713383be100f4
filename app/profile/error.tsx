"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function ProfileErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="Your profile could not be read" error={error} retry={retry}>
      Linkspan’s own database did not answer. Nothing of it has changed.
    </FailedPage>
  );
}
