"use client";

import { FailedPage } from "@/components/shell/failed-page";
import { fontVariables } from "./fonts";
import "./globals.css";

/** Takes the place of the root layout when that fails itself, so it follows the system's theme. */
export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>Linkspan</title>
        <FailedPage title="Linkspan could not be shown" error={error} retry={retry}>
          Something in Linkspan went wrong. Your connections are not affected.
        </FailedPage>
      </body>
    </html>
  );
}
