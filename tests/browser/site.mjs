// What all tests share: the built site named by FAIRFOLIO_SITE, its pages, and a browser.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { chromium } from "playwright-core";

const given = process.env.FAIRFOLIO_SITE;
if (!given) throw new Error("set FAIRFOLIO_SITE to the folder of a built site, such as dist/public/site");

/** The site's folder. */
export const root = statSync(given).isDirectory() && join(process.cwd(), relative(process.cwd(), given));

/** Every file of the site, as routes with `/`. */
export const files = new Set(
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/")),
);

const attributes = /\s([a-z:-]+)="([^"]*)"/g;
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", "#x2F": "/", "#x3D": "=" };
const decode = (text) => text.replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole);

/** The start tags of a page: name and attributes. */
export function tags(html) {
  const list = [];
  for (const [, name, rest] of html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    const attrs = {};
    for (const [, key, value] of rest.matchAll(attributes)) attrs[key] = decode(value);
    list.push({ name, attrs });
  }
  return list;
}

/** Every page: route, language, kind and tags. One kind is laid out in one way. */
const all = [...files]
  .filter((file) => file.endsWith(".html"))
  .sort()
  .map((route) => {
    const list = tags(readFileSync(join(root, route), "utf8"));
    const lang = list.find((tag) => tag.name === "html")?.attrs.lang ?? "";
    const parts = route.split("/");
    if (parts.length > 1 && parts[0] === lang) parts.shift();
    const kind = parts[0] === "q" ? "q/*" : parts.length === 1 || parts.at(-1) === "index.html" ? parts.join("/") : `${parts[0]}/*`;
    return { route, lang, kind, tags: list };
  });

/** Pages that a visitor stays on. */
export const pages = all.filter((page) => page.kind !== "q/*");

/** Pages behind printed codes, which send on at once. */
export const signposts = all.filter((page) => page.kind === "q/*");

/** One page of each kind and language: the one with most markup, as it is likeliest to break. */
export const samples = Object.values(
  pages.reduce((best, page) => {
    const key = `${page.lang} ${page.kind}`;
    return (best[key]?.tags.length ?? -1) >= page.tags.length ? best : { ...best, [key]: page };
  }, {}),
);

/** Where a page lies, for a browser. The page for lost visitors is written for a server's root. */
export const address = (page) => `file://${root}/${page.route}`;
export const isLost = (page) => page.route.endsWith("404.html");

/** A browser that asks nobody for anything. */
export function browser() {
  const quiet = ["no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["no-sandbox", "disable-gpu", ...quiet].map((flag) => `--${flag}`),
  });
}

/** Calls `visit(tab, item)` for each item, on a few tabs of one context at a time. */
export async function each(context, items, visit, tabs = 2) {
  const queue = [...items];
  const work = async () => {
    const tab = await context.newPage();
    for (let item = queue.shift(); item; item = queue.shift()) await visit(tab, item);
    await tab.close();
  };
  await Promise.all(Array.from({ length: tabs }, work));
}

/** Fails with the first of the faults found. */
export function nothing(faults) {
  if (faults.length > 0) assert.fail(`${faults.length} faults\n${faults.slice(0, 20).join("\n")}`);
}
