"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function RequestsErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="The requests could not be read" error={error} retry={retry}>
      Linkspan’s own database did not answer. Nothing was asked or answered.
    </FailedPage>
  );
}
