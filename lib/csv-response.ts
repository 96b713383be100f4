/** A CSV file to be saved. `isCut` says that there is more than the file holds. */
export function csvResponse(body: BodyInit, { name, isCut }: { name: string; isCut: boolean }): Response {
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "x-linkspan-cut": isCut ? "1" : "0",
    "cache-control": "no-store",
  };
  return new Response(body, { headers });
}
