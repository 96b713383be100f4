import type { LinkedObjects } from "@/lib/connections/schema";

type Apps = LinkedObjects["apps"];

/** The objects whose name, table or app holds what was typed, whatever the case. */
export function matchingObjects(apps: Apps, typed: string): Apps {
  const wanted = keyOf(typed);
  if (wanted === "") return apps;
  const holds = (text: string) => keyOf(text).includes(wanted);
  return apps
    .map((app) =>
      holds(app.name) ? app : { ...app, objects: app.objects.filter(({ name, table }) => holds(name) || holds(table)) },
    )
    .filter(({ objects }) => objects.length > 0);
}

export function countObjects(apps: Apps): number {
  return apps.reduce((sum, { objects }) => sum + objects.length, 0);
}

function keyOf(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}
