// The preview in a browser: what changed is shown where one is, mistakes are told and go when they are mended.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { edit, project, remove, serve } from "./serving.mjs";
import { browser } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let folder;
let serving;
let chrome;

before(async () => {
  folder = project();
  serving = await serve(folder);
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  await serving?.stop();
  if (folder) remove(folder);
});

const own = () => join(folder, "consortium.toml");
const nameOf = () => /^name\s*=\s*"([^"]*)"/m.exec(readFileSync(own(), "utf8"))[1];
const ready = (tab) => tab.waitForFunction(() => document.documentElement.dataset.fairfolio === "ready");

/** A page of the preview that waits until everything is shown. */
async function open(context, path) {
  const tab = await context.newPage();
  tab.on("pageerror", (error) => assert.fail(error));
  await tab.goto(serving.site);
  await tab.goto(serving.origin + path);
  await ready(tab);
  return tab;
}

async function violations(tab) {
  await tab.evaluate(axe);
  const { violations: found } = await tab.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), rules);
  return found.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
}

test("a change is shown by itself, at the same place of the page", async () => {
  const context = await chrome.newContext({ viewport: { width: 800, height: 400 } });
  const tab = await open(context, "/members/first-member.html");
  await tab.evaluate(() => window.scrollTo(0, 300));
  const member = join(folder, "members/first-member/member.md");
  const text = readFileSync(member, "utf8");
  writeFileSync(member, text.replace(/^name(\s*)=(\s*)"[^"]*"/m, 'name$1=$2"Renamed Weavers"'));
  await tab.getByRole("heading", { level: 1, name: "Renamed Weavers" }).waitFor();
  await tab.waitForFunction(() => document.readyState === "complete");
  await tab.waitForFunction(() => Math.abs(window.scrollY - 300) < 2);
  writeFileSync(member, text);
  await context.close();
});

test("styles change without a reload", async () => {
  const context = await chrome.newContext();
  const tab = await open(context, "/");
  await tab.evaluate(() => { window.stayed = true; });
  const css = join(folder, "theme/assets/extra.css");
  mkdirSync(join(folder, "theme/assets"), { recursive: true });
  writeFileSync(css, "body { outline: 7px solid rgb(1, 2, 3); }\n");
  await tab.waitForFunction(() => getComputedStyle(document.body).outlineWidth === "7px");
  assert.equal(await tab.evaluate(() => window.stayed), true, "the page is the same one");
  writeFileSync(css, "body { outline: 5px solid rgb(1, 2, 3); }\n");
  await tab.waitForFunction(() => getComputedStyle(document.body).outlineWidth === "5px");
  assert.equal(await tab.evaluate(() => document.querySelectorAll('link[rel="stylesheet"]').length), 2, "old sheets go");
  assert.equal(await tab.evaluate(() => window.stayed), true);
  rmSync(join(folder, "theme"), { recursive: true });
  await ready(tab);
  await context.close();
});

test("a mistake is told over the last good page, by keyboard too, and goes when it is mended", async () => {
  for (const [width, scheme] of [[360, "light"], [1280, "dark"]]) {
    const context = await chrome.newContext({ bypassCSP: true, viewport: { width, height: 700 }, colorScheme: scheme });
    const tab = await open(context, "/members/index.html");
    await tab.locator("header a").first().focus();
    const focused = () => tab.evaluate(() => document.activeElement.outerHTML);
    const was = await focused();
    const good = readFileSync(own(), "utf8");
    writeFileSync(own(), `${good}\nbroken = [\n`);
    const dialog = tab.getByRole("dialog", { name: "The data has errors that stop the build" });
    await dialog.waitFor();
    await dialog.getByText("FF0101").waitFor();
    assert.match(await dialog.innerText(), /consortium\.toml:\d+/);
    assert.deepEqual(await violations(tab), []);
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is too wide");
    if (process.env.FAIRFOLIO_LOOK) await tab.screenshot({ path: join(process.env.FAIRFOLIO_LOOK, `overlay-${width}-${scheme}.png`) });

    // Live: another mistake takes the place of the first.
    writeFileSync(own(), good.replace(/^name(\s*)=/m, "nmae$1="));
    await dialog.getByText("nmae").first().waitFor();

    await tab.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await focused(), was, "the focus is where it was");
    const badge = tab.getByRole("button", { name: /error/ });
    await badge.waitFor();
    assert.deepEqual(await violations(tab), []);
    await badge.focus();
    await tab.keyboard.press("Enter");
    await dialog.waitFor();
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Tab");

    writeFileSync(own(), good);
    await dialog.waitFor({ state: "hidden" });
    await badge.waitFor({ state: "hidden" });
    await ready(tab);
    await context.close();
  }
});

test("a page finds the command again when it is started anew", async () => {
  const context = await chrome.newContext();
  const tab = await open(context, "/");
  assert.equal(await serving.stop(), 0, "Ctrl+C ends it cleanly");
  const name = nameOf();
  edit(own(), `"${name}"`, '"While You Were Away"');
  serving = await serve(folder, serving.port);
  await tab.getByText("While You Were Away").first().waitFor();
  edit(own(), '"While You Were Away"', `"${name}"`);
  await tab.getByText(name).first().waitFor();
  await context.close();
});

test("no page that is built knows of the preview", async () => {
  const page = await (await serving.get("/")).text();
  assert.equal(page.match(/_desk/g).length, 1, "one script, added on the way out");
  assert.ok(page.includes("default-src &#39;none&#39;; script-src &#39;self&#39;;"), "the page's own policy stays");
});

const pages = [
  "", "findings/", "members/office/", "members/first-member/", "documents/", "rules/FF0103/", "reports/flatplan/", "nowhere/",
  "forms/", "import/", "meetings/", "hand-over/", "edit/members/first-member/", "edit/products/first-member/first-product/",
];

test("the desk is whole at every width, in light and dark, and keeps itself up to date", async () => {
  const good = readFileSync(own(), "utf8");
  for (const [width, scheme] of [[360, "light"], [768, "dark"], [1280, "light"]]) {
    const context = await chrome.newContext({ bypassCSP: true, viewport: { width, height: 800 }, colorScheme: scheme });
    const tab = await context.newPage();
    await tab.goto(serving.desk);
    assert.ok(!tab.url().includes("key"), "the key does not stay in the address");
    await tab.getByText("Everything is up to date").waitFor();
    writeFileSync(own(), good.replace(/^name(\s*)=/m, "nmae$1="));
    await tab.getByText("errors that stop the build").waitFor();
    for (const path of pages) {
      await tab.goto(`${serving.origin}/_desk/${path}`);
      assert.deepEqual(await violations(tab), [], `${path} at ${width}`);
      assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${path} is too wide at ${width}`);
      if (process.env.FAIRFOLIO_LOOK) await tab.screenshot({ fullPage: true, path: join(process.env.FAIRFOLIO_LOOK, `desk-${path.replaceAll("/", "-")}${width}.png`) });
    }
    writeFileSync(own(), good);
    await tab.goto(`${serving.origin}/_desk/`);
    await tab.getByText("Everything is up to date").waitFor();
    await context.close();
  }
});

/** Presses Tab until something of that name has the focus. */
async function tabTo(tab, name) {
  for (let turn = 0; turn < 120; turn += 1) {
    const here = await tab.evaluate(() => {
      const own = document.activeElement;
      if (own === document.body) return "";
      return own.labels?.[0]?.textContent.trim() || own.textContent.trim();
    });
    if (name.test(here)) return;
    await tab.keyboard.press("Tab");
  }
  assert.fail(`no way by keyboard to ${name}`);
}

test("a sheet comes in and a record is corrected, by keyboard alone", async () => {
  const sheet = "SKU;Name;Product group;Summary;Net weight (kg)\nFM-009;Third product;first-group;A new one.;1,2\nFM-010;Fourth product;no such group;Another.;\n";
  const context = await chrome.newContext({ bypassCSP: true, viewport: { width: 360, height: 800 } });
  const tab = await context.newPage();
  tab.on("pageerror", (error) => assert.fail(error));
  await tab.goto(serving.desk);
  await tabTo(tab, /^Import$/);
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: "Import" }).waitFor();
  // Choosing a file is the system's own window; the rest is the keyboard's.
  await tab.getByLabel("Sheets").setInputFiles({ name: "first-member.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
  await tabTo(tab, /^Show what would change$/);
  await tab.keyboard.press("Enter");
  await tab.getByText("Nothing is written yet").waitFor();
  await tab.getByText("Third product").waitFor();
  await tab.getByText("no such group").first().waitFor();
  const file = join(folder, "members/first-member/products/third-product.md");
  assert.equal(existsSync(file), false);
  for (const width of [360, 768, 1280]) {
    await tab.setViewportSize({ width, height: 800 });
    assert.deepEqual(await violations(tab), [], `preview at ${width}`);
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `too wide at ${width}`);
    if (process.env.FAIRFOLIO_LOOK) await tab.screenshot({ fullPage: true, path: join(process.env.FAIRFOLIO_LOOK, `desk-preview-${width}.png`) });
  }
  await tabTo(tab, /^Write this into the project$/);
  await tab.keyboard.press("Enter");
  await tab.getByText(/files? (was|were) written\./).waitFor();
  assert.match(readFileSync(file, "utf8"), /FM-009/);

  await tab.goto(`${serving.origin}/_desk/edit/products/first-member/first-product/`);
  await tabTo(tab, /^Weight/);
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type("heavy");
  await tabTo(tab, /^Save$/);
  await tab.keyboard.press("Enter");
  await tab.getByText("Nothing was written yet").waitFor();
  assert.equal(await tab.evaluate(() => document.activeElement.id), "asked", "what is asked is heard first");
  assert.deepEqual(await violations(tab), []);
  if (process.env.FAIRFOLIO_LOOK) await tab.screenshot({ fullPage: true, path: join(process.env.FAIRFOLIO_LOOK, "desk-asked.png") });
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  assert.equal(await tab.evaluate(() => document.activeElement.id), "f-spec-weight", "the link leads to the field");
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type("512");
  await tabTo(tab, /^Save$/);
  await tab.keyboard.press("Enter");
  await tab.getByText("1 value was written").waitFor();
  assert.match(readFileSync(join(folder, "members/first-member/products/first-product.md"), "utf8"), /weight = 512/);
  await context.close();
});

test("files dropped anywhere on the page are taken", async () => {
  const context = await chrome.newContext();
  const tab = await context.newPage();
  await tab.goto(serving.desk);
  await tab.goto(`${serving.origin}/_desk/import/`);
  await tab.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["SKU;Name\nFM-001;First product\n"], "dropped.csv", { type: "text/csv" }));
    for (const type of ["dragover", "drop"]) document.querySelector("h1").dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await tab.getByRole("heading", { name: "dropped.csv" }).waitFor();
  await tab.getByRole("button", { name: /Put it away|Done/ }).click();
  await tab.getByRole("button", { name: "Show what would change" }).waitFor();
  await context.close();
});

test("the pictures of a document's pages are for everybody", async () => {
  const context = await chrome.newContext({ bypassCSP: true });
  const tab = await context.newPage();
  await tab.goto(serving.desk);
  await tab.goto(`${serving.origin}/_desk/documents/`);
  await tab.locator("tbody th a").first().click();
  await tab.locator(".pages img").first().waitFor();
  assert.deepEqual(await violations(tab), []);
  await context.close();
});
