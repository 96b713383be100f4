"use client";

import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { FixedValue } from "@/components/ui/field";
import type { DuplicateSource } from "@/lib/connections/schema";
import type { Result } from "@/lib/errors";
import { type FormDescription, fieldsOf, isShown } from "./connector-draft";

const spans = { 2: "col-span-2", 3: "col-span-6 sm:col-span-3", 4: "col-span-4", 6: "col-span-6" } as const;

type FixedDetailsProps = { form: FormDescription; source: Result<DuplicateSource> | null; onAgain: () => void };

/** General details that can be read and copied, but never change. */
export function FixedDetails({ form, source, onAgain }: FixedDetailsProps) {
  return (
    <section aria-labelledby="fixed-details" className="px-6 pt-5 pb-5 max-sm:px-4">
      <div className="mb-3.5 flex flex-wrap items-baseline gap-x-2">
        <h3 id="fixed-details" className="text-strong font-semibold">
          General details
        </h3>
        <p className="text-small text-muted">Fixed since creation. Duplicate the connection to reach another host</p>
      </div>
      {source !== null && !source.ok ? (
        <div role="alert">
          <Notice tone="fail" title="They could not be read.">
            {source.error.message} {source.error.reference !== null && <Reference value={source.error.reference} />}
            <div className="mt-2">
              <Button size="control" onClick={onAgain}>
                Try again
              </Button>
            </div>
          </Notice>
        </div>
      ) : (
        <dl className="grid grid-cols-6 gap-x-3 gap-y-3.5">
          <FixedValue label="Connector" value={form.name} className="col-span-6" />
          {fieldsOf(form, "details")
            .filter(
              ([field, meta]) =>
                source === null || (isShown(meta, source.value.details) && source.value.details[field] !== ""),
            )
            .filter(([, meta]) => source !== null || meta.input !== "pem")
            .map(([field, meta]) => {
              const value = source?.value.details[field] ?? "";
              const label = meta.options?.find((option) => option.value === value)?.label ?? value;
              return (
                <FixedValue
                  key={field}
                  label={meta.label}
                  value={label}
                  mono={meta.options === undefined}
                  className={spans[meta.columns]}
                />
              );
            })}
        </dl>
      )}
    </section>
  );
}
