"use client";

import { FailedPage } from "@/components/shell/failed-page";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage title="This page could not be shown" error={error} retry={retry}>
      Something in Linkspan went wrong. Your connections are not affected.
    </FailedPage>
  );
}
