// The site as a host would serve it, below a path, with form services on another origin that keep what arrives.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { root } from "./site.mjs";

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".webp": "image/webp", ".jpg": "image/jpeg", ".woff2": "font/woff2", ".png": "image/png", ".webmanifest": "application/manifest+json", ".xml": "application/xml" };
const listen = (server) => new Promise((resolve) => { server.listen(0, "127.0.0.1", () => resolve(server.address().port)); });

/** Starts both; `arrived` has each enquiry with the path it was sent to. `refuse` makes services fail, `down`
    the site; `changed` has files of a newer build by path. */
export async function open() {
  const arrived = [];
  const state = { refuse: false, down: false, changed: new Map() };
  const desk = createServer((request, response) => {
    let body = "";
    request.on("data", (some) => { body += some; });
    request.on("end", () => {
      response.setHeader("access-control-allow-origin", "*");
      response.statusCode = state.refuse ? 503 : 200;
      if (!state.refuse && request.method === "POST") arrived.push({ path: request.url, fields: Object.fromEntries(new URLSearchParams(body)), headers: request.headers });
      response.end("{}");
    });
  });
  const service = `http://127.0.0.1:${await listen(desk)}`;
  const asked = [];
  const site = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split("?")[0]).replace(/^\/below\/a\/path/, "");
    if (state.down) return request.socket.destroy();
    asked.push(path);
    const file = join(root, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.statusCode = 404;
      return response.end();
    }
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    const changed = state.changed.get(file.slice(root.length + 1));
    if (changed !== undefined) return response.end(changed);
    if (extname(file) === ".html") return response.end(local(readFileSync(file, "utf8"), service));
    return createReadStream(file).pipe(response);
  });
  const address = `http://127.0.0.1:${await listen(site)}/below/a/path/`;
  const close = () => { desk.closeAllConnections(); site.closeAllConnections(); desk.close(); site.close(); };
  return { address, service, arrived, asked, state, close };
}

/** A page whose form services are ours: each `https://forms.<whose>/…` becomes a path of one local server. */
function local(html, service) {
  return html.replace(/https:\/\/forms\.([a-z0-9.-]+)\/enquiry/g, (_, whose) => `${service}/${whose}`);
}
