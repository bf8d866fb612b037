// The stick: its first page and the catalogues on one page open from the folder, with the network off, ask for
// nothing, are valid and accessible, and every link leads to what is there. FAIRFOLIO_STICK names its folder.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";
import jar from "vnu-jar";
import { browser, nothing } from "./site.mjs";

const given = process.env.FAIRFOLIO_STICK;
if (!given) throw new Error("set FAIRFOLIO_STICK to the folder of a stick, such as dist/packages/stick");
const stick = resolve(given);
const pages = readdirSync(stick).filter((name) => name.endsWith(".html"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("the validator has nothing to say", () => {
  assert.ok(pages.includes("START.html") && pages.length > 1, "the stick has a first page and a catalogue");
  const options = ["-Xss8m", "-jar", jar, "--format", "json", "--stdout", "--errors-only", ...pages.map((name) => join(stick, name))];
  const run = spawnSync("java", options, { encoding: "utf8", maxBuffer: 1 << 28 });
  nothing(JSON.parse(run.stdout).messages.map((m) => `${m.url}:${m.lastLine} ${m.message}`));
});

test("without a network every page is whole, at every width, and nothing else is asked for", async () => {
  const chrome = await browser();
  const faults = [];
  try {
    for (const width of [360, 768, 1280]) {
      // The policy of a page is for its readers; the tester looks in from outside.
      const context = await chrome.newContext({ viewport: { width, height: 900 }, offline: true, bypassCSP: true });
      for (const name of pages) {
        const page = await context.newPage();
        page.on("request", (request) => {
          const url = request.url();
          if (!url.startsWith("data:") && url !== `file://${stick}/${name}`) faults.push(`${name} asks for ${url}`);
        });
        page.on("console", (said) => faults.push(`${name} says ${said.text()}`));
        await page.goto(`file://${stick}/${name}`);
        const seen = await page.evaluate(async () => {
          await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
          const broken = [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.alt);
          return { broken, wide: document.documentElement.scrollWidth - innerWidth, text: document.body.innerText.length };
        });
        if (seen.broken.length) faults.push(`${name} has broken pictures: ${seen.broken}`);
        if (seen.wide > 0) faults.push(`${name} at ${width} is ${seen.wide} px too wide`);
        if (seen.text < 200) faults.push(`${name} says next to nothing`);
        await page.evaluate(axe);
        const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), rules);
        for (const one of found.violations) faults.push(`${name} at ${width}: ${one.id} ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
        await page.close();
      }
      await context.close();
    }
  } finally {
    await chrome.close();
  }
  nothing(faults);
});

test("a visitor gets from the first page to the site, to a product and to a brochure", async () => {
  const chrome = await browser();
  try {
    const context = await chrome.newContext({ offline: true });
    const page = await context.newPage();
    await page.goto(`file://${stick}/START.html`);
    const links = await page.$$eval("a", (all) => all.map((a) => a.getAttribute("href")));
    nothing(links.filter((link) => !existsSync(join(stick, link))));
    await page.click("a.open");
    assert.ok(page.url().endsWith("/site/index.html"), page.url());
    await page.click("main a[href*='products/'], main a[href*='groups/']");
    assert.ok((await page.textContent("h1")).length > 2, "a page of the site opens");
    nothing(await page.$$eval("img", (all) => all.filter((i) => i.complete && i.naturalWidth === 0).map((i) => i.src)));
  } finally {
    await chrome.close();
  }
});
