// Below a path: every address that a page or a file hands on leads to what it names, in each language; the site is
// served where its `base_url` says, with the path that it is given here.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileOf, serve } from "./host.mjs";
import { browser, nothing, pages, root, tags } from "./site.mjs";

const own = pages.find((page) => page.route === "index.html").tags.find((tag) => tag.attrs.rel === "canonical").attrs.href;
const base = "https://example.org/path/";
const folder = mkdtempSync(join(tmpdir(), "below-"));
let host;
let chrome;

/* The same build under another address: all that depends on `base_url` begins with it, and the page for lost
   visitors starts from its path. */
before(async () => {
  cpSync(root, folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true }).map(String).filter((file) => /\.(html|xml|txt|json|csv|vcf|ics)$/.test(file))) {
    const text = readFileSync(join(folder, file), "utf8").replaceAll(own, base);
    const lost = file.endsWith("404.html") ? text.replace(/((?:href|src|data-root)=")\/(?!\/)/g, `$1${new URL(base).pathname}`) : text;
    writeFileSync(join(folder, file), lost);
  }
  host = await serve(folder, "/path/");
  chrome = await browser();
});
after(async () => { await chrome?.close(); host?.close(); rmSync(folder, { recursive: true, force: true }); });

const text = (file) => readFileSync(join(folder, file), "utf8");
const files = () => readdirSync(folder, { recursive: true }).map(String);
/** Whether the host has what an address of the site names. */
const leads = (address) => {
  const url = new URL(address);
  return url.href.startsWith(base) && fileOf(folder, "/path/", url.pathname) !== undefined;
};

test("site map, robots and feeds name what is there", () => {
  const places = [...text("sitemap.xml").matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, place]) => place);
  assert.ok(places.length > 100);
  nothing(places.filter((place) => !leads(place)));
  assert.ok(leads(/^Sitemap: (.*)$/m.exec(text("robots.txt"))[1]));
  const feeds = files().filter((file) => file.endsWith("feed.xml"));
  assert.ok(feeds.length > 1);
  for (const feed of feeds) {
    const links = [...text(feed).matchAll(/(?:<link[^>]*href|xml:base)="([^"]*)"/g)].map(([, href]) => href);
    assert.ok(links.length > 3);
    nothing(links.filter((href) => !leads(href)).map((href) => `${feed}: ${href}`));
  }
});

test("each page's head names itself, the other languages, a picture, a feed and a manifest that are there", () => {
  const dead = [];
  for (const page of pages) {
    const list = tags(text(page.route));
    const at = new URL(page.route, base).href;
    const named = list.filter(({ name, attrs }) => (name === "link" && /canonical|alternate|icon|stylesheet/.test(attrs.rel)) || attrs.property === "og:image" || attrs.property === "og:url")
      .map(({ attrs }) => attrs.href ?? attrs.content);
    const html = list.find((tag) => tag.name === "html").attrs;
    if (html["data-manifest"]) named.push(html["data-root"] + html["data-manifest"]);
    for (const href of named) if (!leads(new URL(href, at).href)) dead.push(`${page.route}: ${href}`);
    const canonical = list.find((tag) => tag.attrs.rel === "canonical").attrs.href;
    assert.equal(canonical, at.replace(/index\.html$/, ""), page.route);
    assert.equal(list.find((tag) => tag.attrs.property === "og:url").attrs.content, canonical);
    assert.equal(html["data-site"], base);
  }
  nothing(dead);
});

test("manifests, lists, cards and calendars lead to what they name", () => {
  const all = files();
  for (const file of all.filter((file) => file.endsWith(".webmanifest"))) {
    const { start_url, scope, icons } = JSON.parse(text(file));
    const at = new URL(file, base);
    for (const href of [start_url, scope, ...icons.map((icon) => icon.src)]) assert.ok(leads(new URL(href, at).href), `${file}: ${href}`);
    assert.equal(new URL(scope, at).href, base);
  }
  for (const file of all.filter((file) => file.endsWith("products.json"))) {
    for (const product of JSON.parse(text(file)).products) assert.ok(leads(product.url) && (!product.picture || leads(product.picture)), product.url);
  }
  for (const file of all.filter((file) => /\.(ics|vcf)$/.test(file))) {
    for (const [, url] of text(file).replace(/\r\n /g, "").matchAll(/^URL:(.*)\r$/gm)) assert.ok(leads(url), `${file}: ${url}`);
  }
});

test("every link, picture and download is answered by the host", async () => {
  const dead = [];
  for (const page of pages) {
    const start = new URL(page.route, host.address).href;
    for (const { attrs } of tags(text(page.route))) {
      const srcset = (attrs.srcset ?? "").split(",").map((part) => part.trim().split(/\s+/)[0]);
      for (const href of [attrs.href, attrs.src, ...srcset].filter((href) => href && !/^[a-z]+:/.test(href))) {
        const url = new URL(href, start);
        if (!url.href.startsWith(host.address) || !fileOf(folder, "/path/", url.pathname)) dead.push(`${page.route}: ${href}`);
      }
    }
  }
  nothing(dead);
});

test("who is lost anywhere below the path finds a whole page whose links lead back", async () => {
  const tab = await chrome.newPage();
  const failed = [];
  tab.on("response", (response) => { if (response.status() >= 400 && response.request().resourceType() !== "document") failed.push(response.url()); });
  for (const wrong of ["nowhere.html", "products/nowhere.html", "a/b/c/d/"]) {
    const response = await tab.goto(host.address + wrong);
    assert.equal(response.status(), 404);
    assert.ok(await tab.evaluate(() => document.styleSheets.length > 1 && [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)), "it has its styles");
    const links = await tab.evaluate(() => [...document.querySelectorAll("main a")].map((link) => link.href));
    assert.ok(links.length > 2);
    nothing(links.filter((href) => !href.startsWith(host.address) || !fileOf(folder, "/path/", new URL(href).pathname)));
  }
  nothing(failed);
  await tab.close();
});
