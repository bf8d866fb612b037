// WCAG 2.2 AA as far as a program can tell: every page on a desk, each kind and language on a phone and a tablet.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { address, browser, each, isLost, nothing, pages, root, samples } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const rounds = [
  [1280, pages],
  [768, samples],
  [360, samples],
];

// The page for lost visitors is written for a server's root: it is looked at as one would serve it.
const host = "http://site.test";
const where = (page) => (isLost(page) ? `${host}/${page.route}` : address(page));
const serve = (route) => route.fulfill({ path: join(root, decodeURIComponent(new URL(route.request().url()).pathname)) });

test("axe finds no violation", async (t) => {
  const chrome = await browser();
  try {
    for (const [width, list] of rounds) {
      await t.test(`at ${width} px on ${list.length} pages`, async () => nothing(await violations(chrome, width, list)));
    }
  } finally {
    await chrome.close();
  }
});

async function violations(chrome, width, list) {
  const found = [];
  // The policy forbids foreign script; only this test passes it by. Pictures are left out: axe does not look at them.
  const context = await chrome.newContext({ bypassCSP: true, viewport: { width, height: 800 }, reducedMotion: "reduce" });
  await context.route(`${host}/**`, serve);
  await each(context, list, async (tab, page) => {
    await tab.goto(where(page), { waitUntil: "domcontentloaded" });
    await tab.evaluate(axe);
    const result = await tab.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), rules);
    for (const { id, nodes } of result.violations) found.push(`${page.route}: ${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
  });
  await context.close();
  return found;
}
