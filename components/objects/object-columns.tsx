import { KeyRound, Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { ObjectColumn, ObjectDefinition } from "@/lib/objects/schema";
import { typeWords } from "./type-words";

/** What the version shows of its table; on a phone each column is a list item. */
export function ObjectColumns({ definition }: { definition: ObjectDefinition }) {
  return (
    <table className="data-table mt-3 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">Columns</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">Label</th>
          <th scope="col">Column</th>
          <th scope="col" className="w-[24%]">
            Type
          </th>
          <th scope="col" className="w-[18%]">
            Rule
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {definition.columns.map((column) => (
          <tr
            key={column.name}
            className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5"
          >
            <td className={`${phoneCell} font-medium text-ink! max-md:w-full`}>
              <bdi>{column.label}</bdi>
            </td>
            <td className={`${phoneCell} font-mono text-[12px]`}>
              <bdi>{column.name}</bdi> <bdi className="ml-1.5 text-muted">{column.nativeType}</bdi>
            </td>
            <td className={phoneCell}>{typeWords[column.type]}</td>
            <td className={phoneCell}>
              <Rule column={column} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const phoneCell = "max-md:block max-md:h-auto! max-md:border-0! max-md:p-0!";
const icon = { className: "size-3.5 shrink-0 text-muted", strokeWidth: 2, "aria-hidden": true } as const;

function Rule({ column }: { column: ObjectColumn }): ReactNode {
  if (!column.primaryKey && !column.readOnly) return null;
  return (
    <span className="flex items-center gap-1.5">
      {column.primaryKey ? <KeyRound {...icon} /> : <Lock {...icon} />}
      {column.primaryKey ? "Primary key" : "Read-only"}
    </span>
  );
}
