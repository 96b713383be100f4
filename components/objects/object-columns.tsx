import { KeyRound, Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { ObjectDefinition } from "@/lib/objects/schema";

/** What the version shows of its table. */
export function ObjectColumns({ definition }: { definition: ObjectDefinition }) {
  return (
    <table className="data-table mt-3 max-md:[&_td]:px-2!">
      <caption className="sr-only">Columns</caption>
      <thead>
        <tr>
          <th scope="col">Label</th>
          <th scope="col">Column</th>
          <th scope="col" className="w-[22%]">
            Type
          </th>
          <th scope="col" className="w-[24%]">
            Rule
          </th>
        </tr>
      </thead>
      <tbody>
        {definition.columns.map((column) => (
          <tr key={column.name}>
            <td className="font-medium text-ink!">{column.label}</td>
            <td className="font-mono text-[12px]">{column.name}</td>
            <td>{column.type}</td>
            <td>
              {column.primaryKey ? (
                <Rule icon={<KeyRound className="size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />}>
                  Primary key
                </Rule>
              ) : (
                column.readOnly && (
                  <Rule icon={<Lock className="size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />}>
                    Read-only
                  </Rule>
                )
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rule({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {icon}
      {children}
    </span>
  );
}
