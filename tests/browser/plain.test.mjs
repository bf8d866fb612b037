// Without JavaScript and from a folder: every page shows itself, asks nobody, complains of nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, browser, each, isLost, nothing, pages, root, samples } from "./site.mjs";

let chrome;
const seen = { console: [], outside: [], failed: [], heading: [], overflow: [], order: [] };

before(async () => {
  chrome = await browser();
  const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const shown = pages.filter((page) => !isLost(page));
  await each(context, shown, async (tab, page) => {
    const say = (message) => seen.console.push(`${page.route}: ${message.text()}`);
    const ask = (request) => request.url().startsWith(`file://${root}/`) || seen.outside.push(`${page.route}: ${request.url()}`);
    const fail = (request) => {
      // The icon may still be on its way when the next page is opened: that is no fault.
      const error = request.failure()?.errorText;
      if (error !== "net::ERR_ABORTED") seen.failed.push(`${page.route}: ${request.url()} ${error}`);
    };
    tab.on("console", say).on("request", ask).on("requestfailed", fail);
    await tab.goto(address(page), { waitUntil: "load" });
    const facts = await tab.evaluate(measure);
    tab.off("console", say).off("request", ask).off("requestfailed", fail);
    if (facts.h1 !== 1) seen.heading.push(`${page.route}: ${facts.h1} visible h1`);
    if (facts.over > 0) seen.overflow.push(`${page.route}: ${facts.over} px, ${facts.wide}`);
    if (facts.skipped) seen.order.push(`${page.route}: ${facts.skipped}`);
  });
});
after(() => chrome?.close());

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
test("each page shows one first heading with JavaScript off", () => nothing(seen.heading));
test("no heading level is skipped", () => nothing(seen.order));
test("no page is wider than a narrow screen", () => nothing(seen.overflow));
