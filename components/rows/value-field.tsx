"use client";

import { Lock } from "lucide-react";
import { useId } from "react";
import { classNames } from "../ui/class-names";
import { controlClass, FieldError, Input } from "../ui/field";
import { Select } from "../ui/select";
import { CellText } from "./cell";
import { yesNo } from "./condition-fields";
import { headerText } from "./format";
import { typeHints } from "./operator-words";
import { type FieldDraft, lockOf, type Setting, settingsOf } from "./row-draft";

type ValueFieldProps = { draft: FieldDraft; problem: string | undefined; onChange: (draft: FieldDraft) => void };

const settingWords: Record<Setting, string> = { value: "Value", null: "Null", default: "Default" };

/** One column of a row: its value, or NULL, or what the server makes of it. */
export function ValueField({ draft, problem, onChange }: ValueFieldProps) {
  const id = useId();
  const { column, setting } = draft;
  const lock = lockOf(draft);
  const options = settingsOf(draft);
  const hint = lock ?? (setting === "value" ? hintOf(column) : undefined);
  const note = problem ?? hint;
  const label = headerText(column);
  const control = {
    id,
    "aria-describedby": note === undefined ? undefined : `${id}-note`,
    "aria-invalid": problem === undefined ? undefined : (true as const),
  };
  return (
    <div className={classNames("min-w-0", isLong(draft) && "sm:col-span-2")}>
      <div className="flex items-baseline gap-1.5">
        {lock === null ? (
          <label htmlFor={id} className="min-w-0 font-medium text-body text-ink wrap-anywhere">
            {label}
          </label>
        ) : (
          <span id={id} className="min-w-0 font-medium text-body text-ink wrap-anywhere">
            {label}
          </span>
        )}
        <span className="truncate font-mono text-[11.5px] text-muted">{column.nativeType}</span>
      </div>
      <div className="mt-1 flex items-start gap-2">
        {lock !== null ? (
          <p className="cell-text flex min-h-9 w-full items-center gap-2 rounded-control border border-line bg-sunken px-2.5 py-1.5 text-body text-ink-2 max-sm:min-h-11">
            <Lock className="size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
            <span className="min-w-0 truncate">
              {draft.seen === undefined ? (
                <span className="text-muted">Made by the server</span>
              ) : (
                <CellText column={column} cell={draft.seen} />
              )}
            </span>
          </p>
        ) : (
          <div className="relative min-w-0 grow">
            <Control draft={draft} control={control} onChange={onChange} />
          </div>
        )}
        {lock === null && options.length > 1 && (
          <div className="relative w-26 shrink-0">
            <Select
              aria-label={`How ${label} is set`}
              value={setting}
              options={options.map((value) => ({ value, label: settingWords[value] }))}
              onChange={(event) => {
                const next = options.find((each) => each === event.target.value);
                if (next !== undefined) onChange({ ...draft, setting: next });
              }}
            />
          </div>
        )}
      </div>
      {problem !== undefined ? (
        <FieldError id={`${id}-note`}>{problem}</FieldError>
      ) : (
        hint !== undefined && (
          <p id={`${id}-note`} className="mt-1 text-muted text-small">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

function hintOf({ type }: FieldDraft["column"]): string | undefined {
  const hint = typeHints[type];
  return hint !== undefined && /^\d/.test(hint) ? `Such as ${hint}` : hint;
}

/** Whether what was read takes more than one line; what is typed moves no field. */
function isLong({ column, seen }: FieldDraft): boolean {
  const text = typeof seen === "string" ? seen : (seen?.start ?? "");
  return column.type === "text" && (text.length > 60 || text.includes("\n"));
}

type ControlProps = {
  draft: FieldDraft;
  control: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
  onChange: (draft: FieldDraft) => void;
};

const placeholders = { null: "null", default: "left to the server" } as const;

function Control({ draft, control, onChange }: ControlProps) {
  const { column, setting } = draft;
  const text = setting === "value" ? draft.text : "";
  // Typing says that a value is meant.
  const type = (next: string) => onChange({ ...draft, setting: "value", text: next });
  const placeholder = setting === "value" ? (column.type === "text" ? "empty" : undefined) : placeholders[setting];
  const choices = column.type === "boolean" ? yesNo : column.choices?.map((value) => ({ value, label: value }));
  if (choices !== undefined) {
    return (
      <Select
        {...control}
        value={text}
        options={[{ value: "", label: setting === "value" ? "Choose" : placeholders[setting] }, ...choices]}
        onChange={(event) => type(event.target.value)}
      />
    );
  }
  const empty = setting === "null" && "placeholder:font-mono placeholder:text-[12px]";
  if (column.type === "text") {
    return (
      <textarea
        {...control}
        rows={1}
        autoComplete="off"
        spellCheck={false}
        value={text}
        placeholder={placeholder}
        onChange={(event) => type(event.target.value)}
        className={classNames(
          controlClass,
          "block h-auto! max-h-48 min-h-9 resize-y py-1.75 text-body leading-5 [field-sizing:content] max-sm:min-h-11",
          setting === "value" ? "placeholder:italic" : empty,
        )}
      />
    );
  }
  return (
    <Input
      {...control}
      value={text}
      placeholder={placeholder}
      inputMode={column.type === "integer" || column.type === "bigint" ? "numeric" : undefined}
      onChange={(event) => type(event.target.value)}
      className={classNames("tabular-nums", empty)}
    />
  );
}
