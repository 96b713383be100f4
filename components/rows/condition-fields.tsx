"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { ObjectColumn } from "@/lib/objects/schema";
import { type Condition, operatorsOf } from "@/lib/rows/schema";
import { countsOf } from "@/lib/rows/view/schema";
import { IconButton } from "../ui/button";
import { FieldError, Input } from "../ui/field";
import { Select } from "../ui/select";
import { headerText } from "./format";
import { operatorWords, typeHints } from "./operator-words";

type ConditionFieldsProps = {
  at: number;
  columns: readonly ObjectColumn[];
  condition: Condition;
  /** What is wrong with it, said once Apply was pressed. */
  problem: string | null;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

/** One condition: column, operator and values by the column's type. */
export function ConditionFields({ at, columns, condition, problem, onChange, onRemove }: ConditionFieldsProps) {
  const column = columns.find(({ name }) => name === condition.column) ?? columns[0];
  if (column === undefined) return null;
  const place = `condition ${at + 1}`;
  const operators = operatorsOf[column.type];
  return (
    <fieldset className="flex min-w-0 flex-wrap items-start gap-2" aria-label={`Condition ${at + 1}`}>
      <span className="w-12 pl-1 text-body text-muted leading-9 max-md:flex-[1_0_calc(100%-3.25rem)] max-md:leading-8">
        {at === 0 ? "Where" : "and"}
      </span>
      <div className="relative w-36 max-md:order-2 max-md:grow max-md:basis-36">
        <Select
          aria-label={`Column of ${place}`}
          value={column.name}
          options={columns.map((each) => ({ value: each.name, label: headerText(each) }))}
          onChange={(event) => {
            const next = columns.find(({ name }) => name === event.target.value);
            if (next !== undefined) onChange(firstCondition(next));
          }}
        />
      </div>
      <div className="relative w-34 max-md:order-2 max-md:grow max-md:basis-34">
        <Select
          aria-label={`Operator of ${place}`}
          value={condition.operator}
          options={operators.map((operator) => ({ value: operator, label: operatorWords(operator) }))}
          onChange={(event) => {
            const operator = operators.find((each) => each === event.target.value);
            if (operator !== undefined) onChange({ ...condition, operator, values: kept(operator, condition.values) });
          }}
        />
      </div>
      <div className="min-w-40 flex-1 basis-40 max-md:order-2 max-md:basis-full max-md:empty:hidden">
        <ValueFields place={place} column={column} condition={condition} onChange={onChange} />
        {problem !== null && <FieldError>{problem}</FieldError>}
      </div>
      <IconButton name={`Remove condition ${at + 1}`} onClick={onRemove} className="md:mt-0.5">
        <X className="size-4" strokeWidth={2} aria-hidden />
      </IconButton>
    </fieldset>
  );
}

export function firstCondition(column: ObjectColumn): Condition {
  return { column: column.name, operator: operatorsOf[column.type][0], values: kept(operatorsOf[column.type][0], []) };
}

/** As many values as the operator takes, those that were typed first. */
function kept(operator: Condition["operator"], values: readonly string[]): string[] {
  const [least, most] = countsOf(operator);
  const first = values.slice(0, most);
  if (operator === "one_of") return first.filter((value) => value !== "");
  return [...first, ...Array.from({ length: Math.max(0, least - first.length) }, () => "")];
}

type ValueFieldsProps = {
  place: string;
  column: ObjectColumn;
  condition: Condition;
  onChange: (condition: Condition) => void;
};

function ValueFields({ place, column, condition, onChange }: ValueFieldsProps) {
  const { operator, values } = condition;
  const set = (next: readonly string[]) => onChange({ ...condition, values: next });
  if (countsOf(operator)[1] === 0) return null;
  if (operator === "one_of") {
    return column.choices === null ? (
      <ValueList label={`Values of ${place}`} column={column} values={values} onChange={set} />
    ) : (
      <ChoiceChips label={`Values of ${place}`} choices={column.choices} values={values} onChange={set} />
    );
  }
  const labels = operator === "between" ? [`From, of ${place}`, `To, of ${place}`] : [`Value of ${place}`];
  return (
    <div className="flex gap-2">
      {labels.map((label, at) => (
        <div key={label} className="relative grow">
          <ValueField
            label={label}
            column={column}
            value={values[at] ?? ""}
            onChange={(value) => set(labels.map((_, each) => (each === at ? value : (values[each] ?? ""))))}
          />
        </div>
      ))}
    </div>
  );
}

type ValueFieldProps = { label: string; column: ObjectColumn; value: string; onChange: (value: string) => void };

function ValueField({ label, column, value, onChange }: ValueFieldProps) {
  const choices =
    column.type === "boolean" ? yesNo : column.choices?.map((choice) => ({ value: choice, label: choice }));
  if (choices !== undefined) {
    return (
      <Select
        aria-label={label}
        value={value}
        options={[{ value: "", label: "Choose" }, ...choices]}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Input
      aria-label={label}
      placeholder={typeHints[column.type]}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export const yesNo = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
] as const;

type SeveralProps = { label: string; values: readonly string[]; onChange: (values: readonly string[]) => void };

function ChoiceChips({ label, choices, values, onChange }: SeveralProps & { choices: readonly string[] }) {
  return (
    <fieldset
      aria-label={label}
      className="flex max-h-32 min-h-9 flex-wrap content-center items-center gap-1 overflow-y-auto rounded-control border border-control bg-surface p-1 max-sm:min-h-11"
    >
      {choices.map((choice) => {
        const chosen = values.includes(choice);
        return (
          <button
            key={choice}
            type="button"
            aria-pressed={chosen}
            className={`min-h-6 rounded-tick border px-2 font-medium text-small pointer-coarse:min-h-9 ${chosen ? "border-transparent bg-accent-soft text-accent" : "border-line-strong text-ink-2 hover:bg-hover"}`}
            onClick={() => onChange(chosen ? values.filter((value) => value !== choice) : [...values, choice])}
          >
            {choice}
          </button>
        );
      })}
    </fieldset>
  );
}

function ValueList({ label, column, values, onChange }: SeveralProps & { column: ObjectColumn }) {
  const [typed, setTyped] = useState("");
  const add = () => {
    if (typed !== "" && !values.includes(typed)) onChange([...values, typed]);
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && typed !== "") {
      event.preventDefault();
      add();
    }
    if (event.key === "Backspace" && typed === "" && values.length > 0) onChange(values.slice(0, -1));
  };
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-1 rounded-control border border-control bg-surface p-1 max-sm:min-h-11">
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-tick bg-accent-soft pr-0.5 pl-2 font-semibold text-accent text-small"
        >
          <span className="truncate">{value}</span>
          <button
            type="button"
            aria-label={`Remove ${value}`}
            className="inline-flex size-6 items-center justify-center"
            onClick={() => onChange(values.filter((each) => each !== value))}
          >
            <X className="size-3.5" strokeWidth={2.2} aria-hidden />
          </button>
        </span>
      ))}
      <input
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        placeholder={
          values.length === 0 ? (typeHints[column.type] ?? "Type a value, then Enter") : "Another, then Enter"
        }
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
        className="h-6 min-w-32 flex-1 rounded-tick bg-transparent px-1.5 text-body text-ink placeholder:text-muted pointer-coarse:h-9 pointer-coarse:text-[16px]"
      />
    </div>
  );
}
