import type { DescribedTable, ObjectDraft, Sentence } from "../drafts/schema";
import type { ObjectColumn, ObjectDefinition } from "../schema";

/** What versions are compared by: a version itself, or what a draft would make of its table as it is now. */
export type Compared = Omit<ObjectDefinition, "columns"> & { columns: readonly ComparedColumn[] };
type ComparedColumn = Omit<ObjectColumn, "ordinal">;

/** What a draft would publish over its table. Columns that the table does not have are left out, as Publish does. */
export function wouldPublish(draft: ObjectDraft, table: DescribedTable): Compared {
  const chosen = new Map(draft.columns.map((column) => [column.name, column]));
  const columns = table.columns.flatMap((column): ComparedColumn[] => {
    const choice = chosen.get(column.name);
    if (choice === undefined) return [];
    const { name, type, nativeType, primaryKey, nullable, mandatory, generated, rule } = column;
    const label = choice.label.trim();
    return [
      {
        name,
        label: label === "" ? name : label,
        type,
        nativeType,
        primaryKey,
        readOnly: rule.readOnly?.value ?? choice.readOnly,
        nullable,
        mandatory,
        generated,
        choices: column.choices === null ? null : [...column.choices],
      },
    ];
  });
  const { schema, name } = table;
  const takesNewRows = table.newRowRefusal === null ? {} : { takesNewRows: false as const };
  return { table: { schema, name }, columns, membersWithUseMay: draft.membersWithUseMay, ...takesNewRows };
}

/** What becomes different with `next`, each in a sentence; none when nothing does. */
export function differenceBetween(next: Compared, live: Compared): Sentence[] {
  const before = new Map(live.columns.map((column) => [column.name, column]));
  const after = new Map(next.columns.map((column) => [column.name, column]));
  const added = next.columns.filter(({ name }) => !before.has(name));
  const removed = live.columns.filter(({ name }) => !after.has(name));
  const moves = movesBetween(removed, added);
  const kept = next.columns.flatMap((column) => {
    const own = before.get(column.name);
    return own === undefined ? [] : [{ own, column }];
  });
  return [
    ...tableChange(next, live),
    ...moves.map(({ from, to }) => moved(from, to)),
    ...added
      .filter((column) => moves.every(({ to }) => to !== column))
      .map((column): Sentence => ["Adds ", ...called(column), column.readOnly ? ", read-only." : "."]),
    ...removed
      .filter((column) => moves.every(({ from }) => from !== column))
      .map((column): Sentence => ["Leaves out ", ...called(column), "."]),
    ...[...moves.map(({ from, to }) => ({ own: from, column: to })), ...kept].flatMap(({ own, column }) =>
      columnChanges(own, column),
    ),
    ...changesForUse(next, live),
  ];
}

function tableChange(next: Compared, live: Compared): Sentence[] {
  const [to, from] = [next, live].map(({ table }) => `${table.schema}.${table.name}`);
  if (to === undefined || from === undefined || to === from) return [];
  return [["Reads table ", { name: to }, " instead of ", { name: from }, "."]];
}

type Move = { from: ComparedColumn; to: ComparedColumn };

/** For its readers a column is its label: one that comes with the label of one that goes takes its place. */
function movesBetween(removed: readonly ComparedColumn[], added: readonly ComparedColumn[]): Move[] {
  return removed.flatMap((from) => {
    const comers = added.filter(({ label }) => label === from.label);
    const goers = removed.filter(({ label }) => label === from.label);
    const [to] = comers;
    return to !== undefined && comers.length === 1 && goers.length === 1 ? [{ from, to }] : [];
  });
}

function moved(from: ComparedColumn, to: ComparedColumn): Sentence {
  return ["Shows column ", { name: to.name }, " as ", { name: to.label }, " instead of ", { name: from.name }, "."];
}

function columnChanges(own: ComparedColumn, column: ComparedColumn): Sentence[] {
  const name = called(column);
  const [from, to] = [own, column].map(({ nativeType }) => ({ name: nativeType }));
  const isRetyped = own.type !== column.type || own.nativeType !== column.nativeType;
  const changes: Sentence[] = [];
  if (own.label !== column.label) {
    changes.push([
      "Calls column ",
      { name: column.name },
      " ",
      { name: column.label },
      " instead of ",
      { name: own.label },
      ".",
    ]);
  }
  if (isRetyped && from !== undefined && to !== undefined) {
    changes.push(["Changes the type of ", ...name, " from ", from, " to ", to, "."]);
  } else if (facts(own) !== facts(column)) {
    changes.push(["Takes over how ", ...name, " changed on the server."]);
  }
  if (own.readOnly !== column.readOnly) {
    changes.push(["Makes ", ...name, column.readOnly ? " read-only." : " writable."]);
  }
  return changes;
}

/** By its label, and by its name where that is another one. */
function called({ label, name }: ComparedColumn): Sentence {
  return label === name ? [{ name }] : [{ name: label }, " (", { name }, ")"];
}

/** What the server says of a column beside its type. */
function facts({ primaryKey, nullable, mandatory, generated, choices }: ComparedColumn): string {
  return JSON.stringify([primaryKey, nullable, mandatory, generated, choices]);
}

function changesForUse(next: Compared, live: Compared): Sentence[] {
  const changes: Sentence[] = [];
  if (next.membersWithUseMay !== live.membersWithUseMay) {
    changes.push(
      next.membersWithUseMay === "write"
        ? ["Lets members with use write rows, which they could only read."]
        : ["Lets members with use only read rows, which they could write."],
    );
  }
  if (next.takesNewRows !== live.takesNewRows) {
    changes.push(
      next.takesNewRows === false
        ? ["Takes no new rows any more: the database user may not make them."]
        : ["Takes new rows, which could not be made."],
    );
  }
  return changes;
}
