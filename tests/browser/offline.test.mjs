// The site as an installed application: what a browser keeps, what is readable when the host is gone, and that
// a newer build takes the place of the older one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { open } from "./desk.mjs";
import { browser, files, pages, root } from "./site.mjs";

const BUDGET = 3_000_000;
let chrome;
let desk;
before(async () => { chrome = await browser(); desk = await open(); });
beforeEach(() => { desk.state.down = false; desk.state.changed.clear(); });
after(async () => { await chrome?.close(); desk?.close(); });

const text = (route) => readFileSync(join(root, route), "utf8");
const site = JSON.parse(text("sw.js").split("\n")[0].replace(/^const SITE = /, "").replace(/;$/, ""));
// The default language, which stands at the root, first.
const langs = Object.keys(site.languages).sort((a, b) => site.languages[a].home.length - site.languages[b].home.length);
const manifests = [...files].filter((file) => file.endsWith(".webmanifest"));
const product = (lang, n) => pages.filter((page) => page.lang === lang && page.kind === "products/*")[n];
const title = (tab) => tab.locator("h1").first().textContent();

/** Addresses of what a browser keeps, by the name of the build, with their sizes where they are wanted. */
const kept = (tab, sizes = false) => tab.evaluate(async (sizes) => {
  const all = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    all[name] = {};
    for (const key of await cache.keys()) all[name][key.url] = sizes ? (await (await cache.match(key)).arrayBuffer()).byteLength : 0;
  }
  return all;
}, sizes);

/** Asks until the answer is yes: what a worker does in the background has no event of its own. */
async function until(ask, what) {
  for (let n = 0; n < 600; n += 1) {
    if (await ask()) return;
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  assert.fail(`waited in vain until ${typeof what === "function" ? await what() : what}`);
}

/** Waits until every file of a language is kept by a build, and nothing of another build. */
async function settled(tab, lang, version) {
  const wanted = [...site.languages[lang].routes, ...site.shell].map((route) => desk.address + route);
  await until(async () => {
    const builds = Object.entries(await kept(tab)).filter(([name]) => !name.endsWith("pictures"));
    return builds.length === 1 && builds[0][0].endsWith(version) && wanted.every((url) => url in builds[0][1]);
  }, async () => `all of ${lang} is kept by ${version}: ${JSON.stringify(Object.entries(await kept(tab)).map(([name, own]) => [name, Object.keys(own).length, wanted.filter((url) => !(url in own))[0]]))}`);
}

async function tabTo(tab, matches, most = 200) {
  for (let n = 0; n < most; n += 1) {
    await tab.keyboard.press("Tab");
    if (await tab.evaluate((matches) => document.activeElement.matches(matches), matches)) return;
  }
  assert.fail(`no way by Tab to ${matches}`);
}

test("the worker names files that are there, within its budget", () => {
  const size = (route) => readFileSync(join(root, route)).length;
  const sum = (routes) => routes.reduce((all, route) => all + size(route), 0);
  for (const [lang, language] of Object.entries(site.languages)) {
    for (const route of [...site.shell, ...language.routes, language.home, language.offline]) assert.ok(files.has(route), route);
    assert.ok(sum(site.shell) + sum(language.routes) <= BUDGET, lang);
    const own = pages.filter((page) => page.lang === lang && !page.route.endsWith("404.html"));
    const missing = own.filter((page) => ![...language.routes, ...site.shell].includes(page.route));
    assert.deepEqual(missing.map((page) => page.route), [], `every page of ${lang} fits`);
  }
});

test("a manifest says what the site is, and a browser would install it", async () => {
  assert.equal(manifests.length, langs.length);
  for (const route of manifests) {
    const own = JSON.parse(text(route));
    const at = (address) => posix.join(posix.dirname(route), address);
    const page = pages.find((page) => page.route === at(own.start_url));
    assert.equal(page?.lang, own.lang);
    assert.equal(own.dir, page.tags.find((tag) => tag.name === "html").attrs.dir);
    assert.equal(at(own.scope), "./", "all languages lie in the scope");
    assert.ok(own.name && own.short_name && own.name.startsWith(own.short_name));
    for (const icon of own.icons) {
      const png = readFileSync(join(root, at(icon.src)));
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, icon.sizes);
    }
    assert.deepEqual(own.icons.map((icon) => `${icon.sizes} ${icon.purpose}`), ["192x192 any", "512x512 any", "512x512 maskable"]);
    const brand = text([...files].find((file) => /^assets\/brand-.*\.css$/.test(file)));
    assert.ok(brand.includes(`--primary: ${own.theme_color};`) && brand.includes(`--paper: ${own.background_color};`));
  }
  const context = await chrome.newContext();
  const tab = await context.newPage();
  const cdp = await context.newCDPSession(tab);
  await tab.goto(`${desk.address}${product(langs.at(-1), 3).route}`);
  await tab.waitForSelector("link[rel=manifest]", { state: "attached" });
  const { url, errors } = await cdp.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.ok(url.endsWith(`${langs.at(-1)}/manifest.webmanifest`), url);
  await tab.evaluate(() => navigator.serviceWorker.ready);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  // A window without traces is not installed into; nothing else may be wrong.
  assert.deepEqual(installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito"), []);
  await context.close();
});

test("with the host gone, one goes by keyboard to other products and finds some; a newer build replaces the older", async () => {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 } });
  const tab = await context.newPage();
  const outside = [];
  context.on("request", (request) => { if (!request.url().startsWith(desk.address)) outside.push(request.url()); });
  const said = [];
  tab.on("console", (message) => said.push(message.text())).on("pageerror", (error) => said.push(String(error)));
  const lang = langs[0];
  await tab.goto(desk.address);
  await settled(tab, lang, site.version);
  const bytes = Object.values(await kept(tab, true)).flatMap((cache) => Object.values(cache)).reduce((all, one) => all + one, 0);
  assert.ok(bytes <= BUDGET, `${bytes} bytes are kept`);
  assert.deepEqual(said, []);

  desk.state.down = true;
  await tabTo(tab, 'main a[href*="groups/"], .nav a[href*="groups/"]');
  await tab.keyboard.press("Enter");
  await tab.waitForURL("**/groups/**");
  if (new URL(tab.url()).pathname.endsWith("index.html")) {
    await tabTo(tab, 'main a[href*="groups/"]');
    await tab.keyboard.press("Enter");
    await tab.waitForURL((url) => /groups\/(?!index)/.test(url.pathname));
  }
  await tabTo(tab, 'main a[href*="products/"]');
  const name = (await tab.evaluate(() => document.activeElement.textContent)).trim();
  await tab.keyboard.press("Enter");
  await tab.waitForURL("**/products/**");
  assert.ok(name.includes((await title(tab)).trim()) || (await title(tab)).includes(name), `${name} is shown`);
  const fonts = await tab.evaluate(async () => { await document.fonts.ready; return [...document.fonts].filter((font) => font.status === "error").map((font) => font.family); });
  assert.deepEqual(fonts, [], "its fonts are there");
  await tabTo(tab, '.tool[href$="search.html"]');
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.documentElement.dataset.ready === "search");
  await tabTo(tab, 'input[name="q"]');
  await tab.keyboard.type("cotton");
  await tab.waitForFunction(() => document.getElementById("told").textContent !== "");
  assert.ok((await tab.locator("#results .card").count()) > 3);

  // A language that was never read: the page in its place names what is here, and offers what was wanted.
  const far = product(langs.at(-1), 0);
  await tab.goto(desk.address + far.route);
  assert.ok(new URL(tab.url()).pathname.endsWith("/offline.html"), tab.url());
  await tab.waitForSelector("#again a");
  assert.equal(await tab.locator("#again a").getAttribute("href"), desk.address + far.route);
  assert.ok((await tab.locator("#kept li a:visible").count()) > pages.filter((page) => page.lang === lang && page.kind === "products/*").length);

  // A newer build: what it says is seen at once, and what was kept of the older one goes.
  const [first, second] = [product(lang, 1), product(lang, 2)];
  for (const page of [first, second]) desk.state.changed.set(page.route, text(page.route).replace(/(<h1[^>]*>)/, "$1Newer "));
  desk.state.changed.set("sw.js", text("sw.js").replace(site.version, "0123456789abcdef"));
  desk.state.down = false;
  await tab.goto(desk.address + first.route);
  assert.match(await title(tab), /^Newer /);
  await settled(tab, lang, "0123456789abcdef");
  assert.ok(Object.keys(await kept(tab)).every((name) => !name.includes(site.version)), "nothing of the older build stays");
  desk.state.down = true;
  await tab.goto(desk.address + second.route);
  assert.match(await title(tab), /^Newer /, "a page that was not visited is the newer one too");
  desk.state.down = false;
  desk.state.changed.clear();
  assert.deepEqual(outside, []);
  await context.close();
});

test("another language that was read is kept as well, and a page beyond the list when it was seen", async () => {
  const context = await chrome.newContext();
  const tab = await context.newPage();
  const lang = langs.at(-1);
  await tab.goto(desk.address + site.languages[lang].home.replace("index.html", ""));
  await settled(tab, lang, site.version);
  desk.state.down = true;
  await tab.goto(desk.address + product(lang, 5).route);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), lang);
  // Hosts may show a page without its ending, and a folder by its name.
  await tab.goto(desk.address + product(lang, 6).route.replace(".html", ""));
  assert.equal(await tab.evaluate(() => document.documentElement.lang), lang);
  await tab.goto(`${desk.address}${lang}/`);
  assert.ok(!tab.url().includes("offline"));
  desk.state.down = false;
  await context.close();
});

test("who saves data is asked for nothing beyond what they visit", async () => {
  const context = await chrome.newContext();
  await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const tab = await context.newPage();
  await tab.goto(desk.address);
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await tab.goto(desk.address + product(langs[0], 0).route);
  await tab.waitForTimeout(500);
  const all = Object.values(await kept(tab)).flatMap((cache) => Object.keys(cache)).filter((url) => url.includes("/products/"));
  assert.ok(all.length <= 1, all.join("\n"));
  await context.close();
});

test("from a folder there is neither worker nor manifest, and nothing is said about it", async () => {
  const context = await chrome.newContext();
  const tab = await context.newPage();
  const said = [];
  tab.on("console", (message) => said.push(message.text())).on("pageerror", (error) => said.push(String(error)));
  await tab.goto(`file://${root}/${product(langs[0], 0).route}`);
  await tab.waitForTimeout(300);
  assert.equal(await tab.locator("link[rel=manifest]").count(), 0);
  assert.deepEqual(said, []);
  // The page for lost pages is whole there too.
  await tab.goto(`file://${root}/offline.html`);
  assert.ok((await tab.locator("#kept li a:visible").count()) > 20);
  await context.close();
});
