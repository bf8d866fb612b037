// The plan of meetings as a page of the office: narrowed down, read aloud, valid, and alone in the world.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import jar from "vnu-jar";
import { browser, root } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const office = join(root, "../../private");
const plans = readdirSync(office)
  .map((event) => join(office, event))
  .flatMap((folder) => readdirSync(folder).filter((name) => /^plan-v\d+\.html$/.test(name)).map((name) => join(folder, name)));

test("each event with a plan has its page, and the page is valid", () => {
  assert.ok(plans.length > 0 && plans.every(existsSync), "the sample has a plan");
  const run = spawnSync("java", ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--errors-only", ...plans], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(run.stdout).messages, []);
});

test("the plan is narrowed down by keyboard, fits a phone, and asks for nothing", async () => {
  const chrome = await browser();
  try {
    for (const width of [360, 768, 1280]) {
      const page = await chrome.newPage({ viewport: { width, height: 800 } });
      const asked = [];
      const said = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => said.push(message.text()));
      await page.goto(pathToFileURL(plans[0]).href);
      const shown = () => page.locator("tbody tr:not(.day):visible").count();
      const all = await shown();
      assert.equal(String(all), await page.locator("#count").textContent());
      const member = page.getByRole("combobox").nth(1);
      await member.focus();
      await page.keyboard.press("ArrowDown");
      const own = await shown();
      assert.ok(own > 0 && own < all, `${own} of ${all}`);
      assert.equal(String(own), await page.locator("#count").textContent());
      const wanted = await member.inputValue();
      const rows = await page.locator("tbody tr:not(.day):visible").evaluateAll((list) => list.map((row) => row.dataset.member));
      assert.ok(rows.every((id) => id === wanted), "only that firm's meetings are left");
      await page.getByRole("button").click();
      await page.waitForFunction((count) => document.querySelector("#count").textContent === String(count), all);
      if (width < 1000) {
        const [time, table] = await page.locator("tbody tr:not(.day)").first().locator("td").evaluateAll((cells) => cells.slice(0, 2).map((cell) => {
          return { cell: cell.getBoundingClientRect().left, align: getComputedStyle(cell).textAlign };
        }));
        assert.deepEqual([time.align, table.align, table.cell], ["start", "start", time.cell], "lines begin at one edge");
        assert.ok((await page.locator("caption").boundingBox()).height < 48, "the count stands on one line");
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px on a screen of ${width}`);
      // The page's own policy keeps foreign scripts out, so the checker comes past it.
      await page.context().newCDPSession(page).then((session) => session.send("Page.setBypassCSP", { enabled: true }));
      const found = await page.evaluate(`${axe}; axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })`);
      assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], `at ${width} px`);
      assert.deepEqual(asked.filter((url) => !url.startsWith("file:")), []);
      assert.deepEqual(said, []);
      await page.close();
    }
  } finally {
    await chrome.close();
  }
});

test("without scripts the whole plan is there and no control that does nothing", async () => {
  const chrome = await browser();
  try {
    const context = await chrome.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(plans[0]).href);
    assert.ok((await page.locator("tbody tr:not(.day)").count()) > 50);
    assert.equal(await page.locator("form:visible").count(), 0);
  } finally {
    await chrome.close();
  }
});
