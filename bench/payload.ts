import http from "node:http";
import { gunzipSync } from "node:zlib";
import { noted, type Row, within } from "./row";

const kilobyte = 1024;

/** What a browser downloads for a page: its HTML, the data of a navigation to it, and its scripts, as sent and unpacked. */
export async function measurePayload(url: string, cookie: string): Promise<Row[]> {
  const html = await download(url, { cookie, accept: "text/html" });
  const data = await download(url, { cookie, rsc: "1" });
  const scripts = await Promise.all(scriptsOf(html.text).map((path) => download(new URL(path, url).href, {})));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const kb = (bytes: number) => bytes / kilobyte;
  return [
    within(120, "HTML of the page, compressed, KB", kb(html.sent)),
    noted("HTML of the page, unpacked, KB", kb(html.unpacked)),
    within(120, "data of a navigation to the page, compressed, KB", kb(data.sent)),
    noted("data of a navigation to the page, unpacked, KB", kb(data.unpacked)),
    within(200, "scripts of the page, compressed, KB", kb(sum(scripts.map(({ sent }) => sent)))),
    noted("scripts of the page, unpacked, KB", kb(sum(scripts.map(({ unpacked }) => unpacked)))),
  ];
}

/** Scripts that a current browser runs: `nomodule` ones are for browsers that none of ours is. */
function scriptsOf(html: string): string[] {
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const named = tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  const preloaded = [...html.matchAll(/<link\b[^>]*\bas="script"[^>]*>/g)].flatMap(
    ([tag]) => /\bhref="([^"]+)"/.exec(tag)?.[1] ?? [],
  );
  return [...new Set([...named, ...preloaded])];
}

type Download = { sent: number; unpacked: number; text: string };

// Not fetch: it unpacks, and does not tell what came over the wire.
function download(url: string, headers: Record<string, string>): Promise<Download> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers: { ...headers, "accept-encoding": "gzip" } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const sent = Buffer.concat(chunks);
        const unpacked = answer.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
        // Asked for data at an address without its checksum, the server leads to the one with it.
        const { location } = answer.headers;
        if (answer.statusCode === 307 && headers.rsc === "1" && location !== undefined && !url.includes("_rsc=")) {
          resolve(download(new URL(location, url).href, headers));
        } else if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}.`));
        else resolve({ sent: sent.length, unpacked: unpacked.length, text: unpacked.toString("utf8") });
      });
    });
    request.on("error", reject);
  });
}
