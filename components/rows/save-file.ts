/** Saves what was asked for, once all of it is there. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What the server called it. */
export function fileNameOf(response: Response, otherwise: string): string {
  const match = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "");
  return match?.[1] === undefined ? otherwise : decodeURIComponent(match[1]);
}
