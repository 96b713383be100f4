let wanted = false;
const listeners = new Set<() => void>();

/** Says that there is a first toast to show, so that the region is loaded; until then no page carries its library. */
export function wantToasts(): void {
  wanted = true;
  for (const listener of listeners) listener();
}

export function areToastsWanted(): boolean {
  return wanted;
}

export function onToastsWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
