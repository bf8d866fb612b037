// Without JavaScript and from a folder: every page shows itself, asks nobody, complains of nothing.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { address, browser, each, isLost, nothing, pages, root, samples } from "./site.mjs";

let chrome;
const seen = { console: [], outside: [], failed: [], heading: [], overflow: [], order: [], heavy: [] };
const LIMIT = 100 * 1024;
const SCRIPT_LIMIT = 15 * 1024;

before(async () => {
  chrome = await browser();
  const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const shown = pages.filter((page) => !isLost(page));
  await each(context, shown, async (tab, page) => {
    const say = (message) => seen.console.push(`${page.route}: ${message.text()}`);
    const loaded = new Set();
    const ask = (request) => {
      loaded.add(request.url());
      if (!request.url().startsWith(`file://${root}/`)) seen.outside.push(`${page.route}: ${request.url()}`);
    };
    const fail = (request) => {
      // The icon may still be on its way when the next page is opened: that is no fault.
      const error = request.failure()?.errorText;
      if (error !== "net::ERR_ABORTED") seen.failed.push(`${page.route}: ${request.url()} ${error}`);
    };
    tab.on("console", say).on("request", ask).on("requestfailed", fail);
    await tab.goto(address(page), { waitUntil: "load" });
    const facts = await tab.evaluate(measure);
    tab.off("console", say).off("request", ask).off("requestfailed", fail);
    // A browser that runs scripts loads these too.
    const scripts = page.tags.filter((tag) => tag.name === "script" && tag.attrs.src).map((tag) => new URL(tag.attrs.src, address(page)).href);
    const script = scripts.reduce((sum, url) => sum + weigh(url), 0);
    if (script > SCRIPT_LIMIT) seen.heavy.push(`${page.route}: ${Math.round(script / 1024)} KB of scripts`);
    const weight = [...new Set([...loaded, ...scripts])].reduce((sum, url) => sum + weigh(url), 0);
    if (weight > LIMIT) seen.heavy.push(`${page.route}: ${Math.round(weight / 1024)} KB`);
    if (facts.h1 !== 1) seen.heading.push(`${page.route}: ${facts.h1} visible h1`);
    if (facts.over > 0) seen.overflow.push(`${page.route}: ${facts.over} px, ${facts.wide}`);
    if (facts.skipped) seen.order.push(`${page.route}: ${facts.skipped}`);
  });
  // Once more with JavaScript on: the policy then speaks up about any script.
  const lively = await chrome.newContext({ viewport: { width: 1280, height: 800 } });
  await each(lively, samples.filter((page) => !isLost(page)), async (tab, page) => {
    const say = (message) => seen.console.push(`${page.route}: ${message.text()}`);
    tab.on("console", say);
    await tab.goto(address(page), { waitUntil: "load" });
    tab.off("console", say);
  });
});
after(() => chrome?.close());

/** Bytes of markup, style, script and fonts as sent; pictures are not counted. */
function weigh(url) {
  if (!url.startsWith(`file://${root}/`) || !/\.(html|css|js|woff2)$/.test(url)) return 0;
  const path = decodeURIComponent(new URL(url).pathname);
  if (!existsSync(path)) return 0;
  const bytes = readFileSync(path);
  return url.endsWith(".woff2") ? bytes.length : gzipSync(bytes).length;
}

/** Runs in the page. */
function measure() {
  const view = document.documentElement.clientWidth;
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  const skip = levels.findIndex((level, at) => level > (levels[at - 1] ?? 0) + 1);
  const inside = (element) => element.closest(".scroll, pre") !== null;
  const wide = [...document.body.querySelectorAll("*")].find((e) => !inside(e) && e.getBoundingClientRect().right > view + 1);
  return {
    h1: [...document.querySelectorAll("h1")].filter((h1) => h1.getBoundingClientRect().height > 1 && h1.textContent.trim()).length,
    over: document.documentElement.scrollWidth - view,
    wide: wide ? `<${wide.tagName.toLowerCase()} class="${wide.className}">` : "",
    skipped: skip > 0 ? headings[skip].textContent.trim() : "",
  };
}

test("there are pages to look at", () => assert.ok(samples.length > 5));
test("no page writes to the console", () => nothing(seen.console));
test("no page asks for anything outside its folder", () => nothing(seen.outside));
test("nothing a page asks for is missing", () => nothing(seen.failed));
test("the first view weighs at most 100 KB without its pictures", () => nothing(seen.heavy));
test("each page shows one first heading with JavaScript off", () => nothing(seen.heading));
test("no heading level is skipped", () => nothing(seen.order));
test("no page is wider than a narrow screen", () => nothing(seen.overflow));
