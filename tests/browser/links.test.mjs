// Everything a page points to is there: pages, files of every width, anchors, other languages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { files, isLost, nothing, pages, root } from "./site.mjs";

const byRoute = new Map(pages.map((page) => [page.route, page]));
const ids = new Map(pages.map((page) => [page.route, new Set(page.tags.map((tag) => tag.attrs.id).filter(Boolean))]));
const link = (page, rel) => page.tags.filter((tag) => tag.name === "link" && tag.attrs.rel === rel).map((tag) => tag.attrs);
const canonical = (page) => link(page, "canonical")[0]?.href;
const home = byRoute.get("index.html");
const base = home && canonical(home) ? new URL(".", canonical(home)) : new URL("https://site.example/");

/** The route that an address on this site leads to, or nothing for another site. */
function local(page, href) {
  if (/^(mailto|tel|data|https?):/.test(href) && !href.startsWith(base.href)) return undefined;
  const from = new URL(page.route.split("/").map(encodeURIComponent).join("/"), base);
  // A page for lost visitors starts at the host's root, where the site may lie in a folder.
  const url = isLost(page) && href.startsWith("/") && !href.startsWith(base.pathname) ? new URL(`.${href}`, base) : new URL(href, from);
  const path = decodeURIComponent(url.pathname.slice(base.pathname.length));
  return { file: path === "" || path.endsWith("/") ? posix.join(path, "index.html") : path, anchor: url.hash.slice(1) };
}

test("links and pictures lead to files that are there", () => {
  const dead = [];
  for (const page of pages) {
    for (const { name, attrs } of page.tags) {
      const srcset = (attrs.srcset ?? "").split(",").map((part) => part.trim().split(/\s+/)[0]);
      for (const href of [attrs.href, attrs.src, ...srcset].filter(Boolean)) {
        const target = local(page, href);
        if (target && !files.has(target.file)) dead.push(`${page.route}: <${name}> ${href}`);
        else if (target?.anchor && !ids.get(target.file)?.has(decodeURIComponent(target.anchor))) dead.push(`${page.route}: no anchor ${href}`);
      }
    }
  }
  nothing(dead);
});

test("a page takes pictures, styles and scripts from its own site only", () => {
  const foreign = pages.flatMap((page) =>
    page.tags
      .filter(({ name, attrs }) => attrs.src || (name === "link" && /stylesheet|icon|preload/.test(attrs.rel)))
      .map(({ attrs }) => attrs.src ?? attrs.href)
      .filter((href) => /^(https?:)?\/\//.test(href))
      .map((href) => `${page.route}: ${href}`),
  );
  nothing(foreign);
});

test("a style finds its fonts and pictures", () => {
  const missing = [];
  for (const sheet of [...files].filter((file) => file.endsWith(".css"))) {
    for (const [, path] of readFileSync(join(root, sheet), "utf8").matchAll(/url\("?([^")]+)"?\)/g)) {
      if (!files.has(posix.join(posix.dirname(sheet), path))) missing.push(`${sheet}: ${path}`);
    }
  }
  nothing(missing);
});

test("ids are used once on a page", () => {
  const twice = pages.flatMap((page) => {
    const all = page.tags.map((tag) => tag.attrs.id).filter(Boolean);
    return all.filter((id, at) => all.indexOf(id) !== at).map((id) => `${page.route}: ${id}`);
  });
  nothing(twice);
});

test("each language of a page names the others and itself", () => {
  const wrong = [];
  const languages = new Set(pages.map((page) => page.lang));
  for (const page of pages.filter((page) => !isLost(page))) {
    const others = link(page, "alternate").filter((attrs) => attrs.hreflang);
    if (languages.size > 1 && others.length > 0) {
      if (!others.some((o) => o.hreflang === page.lang && o.href === canonical(page))) wrong.push(`${page.route} does not name itself`);
      if (!others.some((o) => o.hreflang === "x-default")) wrong.push(`${page.route} has no x-default`);
    }
    for (const { hreflang, href } of others) {
      const other = byRoute.get(local(page, href)?.file);
      if (!other) wrong.push(`${page.route}: ${href} is not there`);
      else if (hreflang !== "x-default" && other.lang !== hreflang) wrong.push(`${page.route}: ${href} is not in ${hreflang}`);
      else if (!link(other, "alternate").some((o) => o.href === canonical(page))) wrong.push(`${other.route} does not return to ${page.route}`);
    }
  }
  nothing(wrong);
});

test("every language of the site has the same pages", () => {
  const kinds = (lang) => pages.filter((page) => page.lang === lang).length;
  const counts = Object.fromEntries([...new Set(pages.map((page) => page.lang))].map((lang) => [lang, kinds(lang)]));
  assert.equal(new Set(Object.values(counts)).size, 1, JSON.stringify(counts));
});
