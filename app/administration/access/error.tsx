"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function ReviewsErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="Access could not be read" error={error} retry={retry}>
      Linkspan’s own database did not answer. Nobody’s access has changed.
    </FailedPage>
  );
}
