"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import type { ObjectColumn } from "@/lib/objects/schema";
import { type Condition, mostConditions } from "@/lib/rows/schema";
import { readCondition } from "@/lib/rows/view/schema";
import { Button } from "../ui/button";
import { Anchored } from "./anchored";
import { ConditionFields, firstCondition } from "./condition-fields";
import { cappedText } from "./format";
import { type RowsPlace, useCount } from "./use-rows";

type FilterPopoverProps = {
  anchor: HTMLElement;
  place: RowsPlace;
  columns: readonly ObjectColumn[];
  where: readonly Condition[];
  onApply: (where: readonly Condition[]) => void;
  onClose: () => void;
};

type Draft = { id: number; condition: Condition };
const everything: readonly Condition[] = [];

/** Conditions that all hold, with how many rows match before they are applied. */
export default function FilterPopover({ anchor, place, columns, where, onApply, onClose }: FilterPopoverProps) {
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => begin(columns, where));
  const [tried, setTried] = useState(false);
  const read = useMemo(() => drafts.map(({ condition }) => readCondition(columns, condition)), [columns, drafts]);
  const good = useMemo(() => read.flatMap((each) => (each.ok ? [each.condition] : [])), [read]);
  const matching = useCount(place, good, null);
  const all = useCount(place, everything, null);

  const change = (id: number, condition: Condition) =>
    setDrafts((before) => before.map((draft) => (draft.id === id ? { id, condition } : draft)));
  const add = () => {
    const [column] = columns;
    if (column === undefined) return;
    setDrafts((before) => [...before, { id: (before.at(-1)?.id ?? 0) + 1, condition: firstCondition(column) }]);
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (good.length !== drafts.length) return setTried(true);
    onApply(good);
    onClose();
  };

  return (
    <Anchored anchor={anchor} label="Filter" onClose={onClose} className="max-md:pb-0 md:w-[44rem]">
      <form noValidate onSubmit={apply}>
        <div className="grid gap-2 p-3 max-md:gap-3 max-md:p-2">
          {drafts.map(({ id, condition }, at) => {
            const result = read[at];
            return (
              <ConditionFields
                key={id}
                at={at}
                columns={columns}
                condition={condition}
                problem={tried && result !== undefined && !result.ok ? result.sentence : null}
                onChange={(next) => change(id, next)}
                onRemove={() => setDrafts((before) => before.filter((draft) => draft.id !== id))}
              />
            );
          })}
          {drafts.length === 0 && <p className="px-1 text-body text-ink-2">No conditions: every row is shown.</p>}
          <div>
            <Button
              kind="quiet"
              size="control"
              icon={<Plus className="size-4" strokeWidth={2} aria-hidden />}
              closed={drafts.length >= mostConditions}
              onClick={add}
              className="text-accent"
            >
              Add condition
            </Button>
          </div>
        </div>
        <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-line border-t bg-raised px-3 py-2.5 max-md:-mx-2 max-md:px-4 max-md:pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
          <p role="status" className="grow text-muted text-small tabular-nums">
            {matchText(matching, all)}
          </p>
          <Button
            kind="quiet"
            size="control"
            onClick={() => {
              onApply([]);
              onClose();
            }}
          >
            Clear
          </Button>
          <Button kind="primary" size="control" type="submit">
            Apply
          </Button>
        </div>
      </form>
    </Anchored>
  );
}

function begin(columns: readonly ObjectColumn[], where: readonly Condition[]): readonly Draft[] {
  const [first] = columns.filter(({ primaryKey }) => !primaryKey).concat(columns);
  const conditions = where.length > 0 || first === undefined ? where : [firstCondition(first)];
  return conditions.map((condition, id) => ({ id, condition }));
}

function matchText(matching: number | null, all: number | null): string {
  if (matching === null) return "";
  const found = cappedText(matching);
  if (all === null) return matching === 1 ? "1 row matches" : `${found} rows match`;
  return `${found} of ${cappedText(all)} ${all === 1 ? "row" : "rows"} ${matching === 1 ? "matches" : "match"}`;
}
