/** Where a key moves to in a grid of `count` cells filled row by row; null when it moves nowhere. */
export function gridStep(key: string, index: number, count: number, columns: number): number | null {
  const next = target(key, index, count, columns);
  return next === null || next < 0 || next >= count || next === index ? null : next;
}

function target(key: string, index: number, count: number, columns: number): number | null {
  switch (key) {
    case "ArrowRight":
      return index + 1;
    case "ArrowLeft":
      return index - 1;
    case "ArrowDown":
      return index + columns;
    case "ArrowUp":
      return index - columns;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
