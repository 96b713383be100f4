import type { ObjectColumn } from "@/lib/objects/schema";

/** A column of an object's version, optional and writable unless said otherwise. */
export function objectColumn(name: string, type: ObjectColumn["type"], more: Partial<ObjectColumn> = {}): ObjectColumn {
  return {
    name,
    label: name,
    type,
    nativeType: type,
    primaryKey: false,
    readOnly: false,
    nullable: true,
    mandatory: false,
    generated: false,
    choices: null,
    ...more,
  };
}
