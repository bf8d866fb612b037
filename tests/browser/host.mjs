// Serves a folder below a path, packed as hosts pack it; keeps what was asked for.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png",
  ".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".xml": "application/xml; charset=utf-8", ".json": "application/json; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".vcf": "text/vcard; charset=utf-8", ".pdf": "application/pdf",
};
const packed = /^(text|image\/svg|application\/(xml|json|manifest))/;

/** The file that a host sends for a path below `below`, or none. */
export function fileOf(folder, below, path) {
  if (!path.startsWith(below)) return undefined;
  const route = decodeURIComponent(path.slice(below.length));
  const file = join(folder, route === "" || route.endsWith("/") ? `${route}index.html` : route);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** Starts the host; a page that is not there is answered with the nearest `404.html`, as hosts do. */
export async function serve(folder, below = "/") {
  const asked = [];
  const ready = new Map();
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    asked.push(path);
    const found = fileOf(folder, below, path);
    const file = found ?? join(folder, "404.html");
    const type = types[extname(file)] ?? "application/octet-stream";
    response.statusCode = found ? 200 : 404;
    response.setHeader("content-type", type);
    if (/\/assets\/(pictures|data|fonts)\//.test(path)) response.setHeader("cache-control", "public, max-age=31536000, immutable");
    if (!packed.test(type)) return response.end(readFileSync(file));
    response.setHeader("content-encoding", "gzip");
    if (!ready.has(file)) ready.set(file, gzipSync(readFileSync(file)));
    return response.end(ready.get(file));
  });
  const port = await new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve(server.address().port)); });
  const close = () => { server.closeAllConnections(); server.close(); };
  return { address: `http://127.0.0.1:${port}${below}`, asked, close };
}
