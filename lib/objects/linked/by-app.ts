type InApp = { app: { id: string; name: string } };

/** Objects under their apps, both in the order in which they come. */
export function byApp<T extends InApp, O>(objects: readonly T[], shown: (object: T) => O) {
  const grouped = new Map<string, { id: string; name: string; objects: O[] }>();
  for (const object of objects) {
    const app = grouped.get(object.app.id) ?? { ...object.app, objects: [] };
    app.objects.push(shown(object));
    grouped.set(app.id, app);
  }
  return [...grouped.values()];
}
