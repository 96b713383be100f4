"use client";

import { buttonClass } from "../ui/button";
import { SpanStatus } from "../ui/span-status";
import { BarePage } from "./bare-page";

type FailedPageProps = { title: string; children: string; error: unknown; retry: () => void };

/** A page that could not be shown. The reference is the error's digest, under which the server has logged it. */
export function FailedPage({ title, children, error, retry }: FailedPageProps) {
  const reference = referenceOf(error);
  return (
    <BarePage
      icon={<SpanStatus state="failing" className="h-6 w-[33px]" />}
      title={title}
      actions={
        <button type="button" onClick={retry} className={buttonClass()}>
          Try again
        </button>
      }
    >
      <p role="alert">
        {children}{" "}
        {reference !== null && (
          <span className="whitespace-nowrap">
            Reference <span className="font-mono text-[11.5px]">{reference}</span>
          </span>
        )}
      </p>
    </BarePage>
  );
}

function referenceOf(error: unknown): string | null {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : null;
  return typeof digest === "string" ? digest : null;
}
