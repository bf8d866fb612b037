// What people put into forms stands there as text: nothing runs, nothing is fetched from elsewhere, no line or
// cell begins that nobody wrote. What cannot be shown at all is refused, each with its finding.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "./host.mjs";
import { RECORDS, consortium, everything, member, nasty, page, picture, small, vectorsOf, write } from "./hostile.mjs";
import { browser, each, nothing } from "./site.mjs";
import { bombs, letters, markup, texts, urls } from "./vectors.mjs";

const target = (profile) => new URL(`../../target/${profile}/fairfolio`, import.meta.url).pathname;
/** The command as it was built last. */
const command = process.env.FAIRFOLIO ?? ["release", "debug"].map(target).filter(existsSync).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];

const work = mkdtempSync(join(tmpdir(), "hostile-"));
const site = join(work, "dist/public/site");
let chrome;
let host;
let routes;

function run(...args) {
  const done = spawnSync(command, [...args, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(done.error, undefined, "the command starts");
  return { status: done.status, findings: done.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line)) };
}

/** Findings of a small project that differs from a sound one in these files. */
function findings(files) {
  const folder = mkdtempSync(join(work, "small-"));
  write(folder, small(files));
  return run("check", folder).findings;
}

before(async () => {
  const outside = join(work, "outside.png");
  writeFileSync(outside, picture(77));
  write(join(work, "project"), everything(outside));
  const built = run("build", join(work, "project"), "-o", join(work, "dist"), "--only", "site");
  assert.deepEqual(built.findings.filter((finding) => finding.severity === "blocking"), []);
  assert.ok(existsSync(join(site, "index.html")), "it is built");
  routes = readdirSync(site, { recursive: true }).map(String).filter((file) => file.endsWith(".html"));
  chrome = await browser();
  host = await serve(site, "/a/b/");
});
after(async () => { await chrome?.close(); host?.close(); rmSync(work, { recursive: true, force: true }); });

const read = (route) => readFileSync(join(site, route), "utf8");
const folded = (text) => text.replace(/[\s\ufeff]+/g, " ").trim();

/** Runs in a page: what of its elements could do something, beside what the theme put there. */
function armed() {
  const found = [];
  const at = (element) => element.outerHTML.slice(0, 120);
  for (const element of document.querySelectorAll("*")) {
    if (["IFRAME", "OBJECT", "EMBED", "BASE", "STYLE", "PORTAL", "FOREIGNOBJECT", "FRAME", "APPLET"].includes(element.tagName.toUpperCase())) found.push(at(element));
    if (element.tagName === "SCRIPT" && !element.getAttribute("src") && !/json/.test(element.type)) found.push(at(element));
    if (element.tagName === "META" && /refresh/i.test(element.httpEquiv)) found.push(at(element));
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === "style" || name === "srcdoc") found.push(`${name}: ${at(element)}`);
      if (["href", "src", "action", "formaction", "data", "poster", "xlink:href"].includes(name)) {
        const to = new URL(value, location.href).protocol;
        if (!["http:", "https:", "mailto:", "tel:", "blob:"].includes(to)) found.push(`${value}: ${at(element)}`);
      }
    }
  }
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) JSON.parse(script.textContent);
  return found;
}

const seen = { acted: [], armed: [], console: [], outside: [], missing: [] };

/** Opens a page with everything watched; `visit` may do more there. */
async function watched(context, list, visit) {
  await each(context, list, async (tab, route) => {
    const say = (message) => seen.console.push(`${route}: ${message.text().slice(0, 200)}`);
    const act = (what) => (thing) => { seen.acted.push(`${route}: ${what}`); thing.dismiss?.(); };
    const dialog = act("dialog");
    const popup = act("popup");
    const fail = (error) => seen.console.push(`${route}: ${error}`);
    tab.on("console", say).on("dialog", dialog).on("pageerror", fail).on("popup", popup);
    await tab.goto(host.address + route.split("/").map(encodeURIComponent).join("/"), { waitUntil: "load" });
    if (visit) await visit(tab, route);
    if (await tab.evaluate(() => "__hit" in window)) seen.acted.push(`${route}: ran`);
    seen.armed.push(...(await tab.evaluate(armed)).map((one) => `${route}: ${one}`));
    tab.off("console", say).off("dialog", dialog).off("pageerror", fail).off("popup", popup);
  });
}

const origin = () => new URL(host.address).origin;
async function context(options = {}) {
  const made = await chrome.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  made.on("request", (request) => { if (!request.url().startsWith(`${origin()}/`) && !/^(blob|data):/.test(request.url())) seen.outside.push(request.url()); });
  made.on("response", (response) => { if (response.status() >= 400) seen.missing.push(response.url()); });
  return made;
}

test("there are enough attacks, and each record meets several", () => {
  assert.ok(new Set(texts).size >= 100, `${new Set(texts).size}`);
  assert.ok(RECORDS * 4 >= texts.length && texts.every((text) => Array.from({ length: RECORDS }, (_, n) => vectorsOf(n)).flat().includes(text)));
});

test("no page runs, fetches or says anything but its own", async () => {
  const plain = await context();
  // A signpost of a printed code sends on before anyone could look at it.
  await watched(plain, routes.filter((route) => !route.endsWith("404.html") && !/(^|\/)q\//.test(route)));
  // Each product's name stands in its first heading as it was typed.
  const wrong = [];
  const kinds = [["members", "m", (n) => `m${n}`], ["products", "p", (n) => `m${n}-p`], ["groups", "c", (n) => `c${n}`], ["events", "e", (n) => `e${n}`], [".", "n", (n) => `n${n}`]];
  const pages = ["", "ar/"].flatMap((lang) => kinds.flatMap(([folder, , name]) => Array.from({ length: RECORDS }, (_, n) => ({ route: `${lang}${folder}/${name(n)}.html`.replace("./", ""), n }))));
  await each(plain, pages, async (tab, { route, n }) => {
    await tab.goto(host.address + route, { waitUntil: "domcontentloaded" });
    const shown = folded(await tab.locator("h1").first().evaluate((h1) => h1.textContent));
    if (shown !== folded(nasty(n))) wrong.push(`${route}: ${shown} instead of ${folded(nasty(n))}`);
  });
  await plain.close();
  nothing(wrong);
});

test("nothing of it wakes up where scripts write: search, list, comparison, gallery", async () => {
  const lively = await context();
  const codes = [...read(readdirSync(join(site, "assets/data")).filter((file) => file.startsWith("index-en")).map((file) => `assets/data/${file}`)[0]).matchAll(/\["([0-9a-z]{5,8})","/g)].map(([, code]) => code);
  assert.ok(codes.length >= RECORDS);
  const fours = Array.from({ length: Math.ceil(codes.length / 4) }, (_, n) => codes.slice(n * 4, n * 4 + 4));
  await watched(lively, ["search.html", "ar/search.html"], async (tab) => {
    await tab.waitForFunction(() => document.documentElement.dataset.ready === "search");
    for (const text of ["window", "script", "evil", ...texts.filter((_, n) => n % 9 === 0)]) {
      await tab.fill('input[name="q"]', text);
      await tab.waitForTimeout(120);
    }
    await tab.fill('input[name="q"]', "");
    await tab.evaluate(() => { for (const box of document.querySelectorAll("details")) box.open = true; });
    for (let n = 0; n < 4 && await tab.locator("#more").isVisible(); n += 1) await tab.click("#more");
  });
  for (const lang of ["", "ar/"]) {
    const list = `${lang}enquiry.html`;
    await watched(lively, [list], async (tab) => {
      await tab.goto("about:blank");
      await tab.goto(`${host.address}${list}#list=${codes.map((code) => `${code}*5`).join(",")}`);
      await tab.waitForFunction(() => document.documentElement.dataset.ready === "enquiry");
    });
    await watched(lively, [`${lang}compare.html`], async (tab) => {
      for (const four of fours) {
        // Another fragment alone would not open the page anew.
        await tab.goto("about:blank");
        await tab.goto(`${host.address}${lang}compare.html#compare=${four.join(",")}`);
        await tab.waitForFunction(() => document.documentElement.dataset.ready === "compare");
        if (await tab.evaluate(() => "__hit" in window)) seen.acted.push(`compare ${four}`);
      }
    });
  }
  await lively.close();
});

test("so nothing acted, nothing was armed, nothing left, nothing was said", () => {
  nothing(seen.acted);
  nothing(seen.armed);
  nothing(seen.outside);
  nothing(seen.missing);
  nothing(seen.console);
});

test("a drawing comes through as outlines, and nothing of another file", async () => {
  const logos = readdirSync(join(site, "assets/logos"));
  assert.ok(logos.length >= 19);
  const wrong = logos.filter((file) => /<(script|foreignObject|image|style|animate|set|a|use|metadata|handler)\b|\son\w+=|javascript:|data:|evil\.test|<!|<\?/i.test(read(`assets/logos/${file}`)));
  assert.deepEqual(wrong, []);
  const direct = await context();
  await watched(direct, logos.map((file) => `assets/logos/${file}`));
  await direct.close();
  nothing(seen.acted);
  nothing(seen.outside);
});

test("names of pictures mean nothing in an address, and names that differ by case or accent are all there", () => {
  const strange = readdirSync(join(site, "assets/pictures")).filter((file) => !/^[A-Za-z0-9-]+\.(webp|jpg)$/.test(file));
  assert.deepEqual(strange, []);
  for (const id of ["a", "b", "c", "d"]) assert.ok(routes.includes(join("products", `m0-twin-${id}.html`)));
});

test("no cell of a table is a formula", () => {
  for (const route of ["products.csv", "ar/products.csv"]) {
    const rows = [];
    let [row, cell, quoted] = [[], "", false];
    const text = read(route).slice(1);
    for (let at = 0; at < text.length; at += 1) {
      const ch = text[at];
      if (quoted) {
        if (ch !== '"') cell += ch;
        else if (text[at + 1] === '"') { cell += ch; at += 1; } else quoted = false;
      } else if (ch === '"') quoted = true;
      else if (ch === ",") { row.push(cell); cell = ""; } else if (ch === "\n") { rows.push([...row, cell]); [row, cell] = [[], ""]; } else if (ch !== "\r") cell += ch;
    }
    assert.equal(rows.length, RECORDS + 4 + 1);
    assert.ok(rows.every((one) => one.length === rows[0].length), "no cell begins a row of its own");
    nothing(rows.flat().filter((one) => /^\s*[=@\uff1d\uff0b\uff20\uff0d]/.test(one) || /^\s*[+-](?![\d ]+\S*$)/.test(one)));
  }
});

test("cards and calendars have the lines they should have", () => {
  const lines = (route) => read(route).replace(/\r\n /g, "").split("\r\n").filter(Boolean);
  const named = (list, name) => list.filter((line) => line.startsWith(name)).length;
  for (let n = 0; n < RECORDS; n += 1) {
    const card = lines(`members/m${n}.vcf`);
    nothing(card.filter((line) => !/^(BEGIN|VERSION|N|FN|ORG|EMAIL;TYPE=INTERNET|TEL;TYPE=WORK|NOTE|ADR;TYPE=WORK|URL|END):/.test(line) || /[\n\r]/.test(line)));
    assert.equal(named(card, "BEGIN:VCARD"), 1);
    assert.equal(named(card, "EMAIL"), 1);
    const days = lines(`events/e${n}.ics`);
    nothing(days.filter((line) => !/^(BEGIN|VERSION|PRODID|X-WR-CALNAME|UID|DTSTAMP|DTSTART(;VALUE=DATE)?|DTEND(;VALUE=DATE)?|SUMMARY|DESCRIPTION|LOCATION|URL|END):/.test(line) || /[\n\r]/.test(line)));
    assert.equal(named(days, "BEGIN:VEVENT"), 2);
  }
  assert.equal(named(lines("offices.vcf"), "BEGIN:VCARD"), RECORDS);
});

test("feeds, site map and lists are whole, and nobody's entry is between them", async () => {
  const reader = await context();
  const tab = await reader.newPage();
  await tab.goto(`${host.address}404.html`);
  const parse = (text) => tab.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, "application/xml");
    return { broken: xml.querySelector("parsererror")?.textContent, entries: xml.querySelectorAll("entry").length, places: [...xml.querySelectorAll("loc")].map((loc) => loc.textContent) };
  }, text);
  for (const route of ["feed.xml", "ar/feed.xml"]) {
    const { broken, entries } = await parse(read(route));
    assert.equal(broken, undefined, route);
    assert.equal(entries, RECORDS);
  }
  const { broken, places } = await parse(read("sitemap.xml"));
  assert.equal(broken, undefined);
  assert.ok(places.length > 200 && places.every((place) => place.startsWith("https://hostile.example/a/b/")));
  assert.equal(JSON.parse(read("products.json")).products.length, RECORDS + 4);
  for (const route of ["manifest.webmanifest", "ar/manifest.webmanifest"]) assert.ok(JSON.parse(read(route)).name);
  assert.equal(read("robots.txt").split("\n").filter((line) => line.startsWith("Sitemap")).length, 1);
  assert.ok(!/X-Evil/.test(read("_headers")));
  await reader.close();
});

test("addresses of another kind are refused in every field and text", () => {
  const missed = [];
  for (const [n, url] of urls.entries()) {
    const link = page("Plain", `[x](<${url.replace(/[\t\n<>]/g, (ch) => `&#${ch.charCodeAt(0)};`)}>)`);
    const found = findings({ "members/m0/member.md": member(0, "Plain", { website: url }), "consortium.toml": consortium({ langs: ["en"], url }), [`pages/n${n}.md`]: link });
    const has = (path) => found.some((one) => one.path === path && one.code === "FF0704" && one.severity === "blocking");
    for (const path of ["members/m0/member.md", "consortium.toml", `pages/n${n}.md`]) if (!has(path)) missed.push(`${JSON.stringify(url)} in ${path}: ${found.filter((one) => one.path === path).map((one) => one.code)}`);
  }
  nothing(missed);
});

test("raw HTML in a text, forbidden letters, strange drawings, names and site addresses are refused", () => {
  const missed = [];
  const expect = (what, code, path, found) => { if (!found.some((one) => one.code === code && (!path || one.path === path))) missed.push(`${what} should be ${code}: ${found.map((one) => `${one.code} ${one.path}`)}`); };
  // To Markdown, a tag whose bare value has a second `=` is no tag but text: here values are quoted.
  const pages = Object.fromEntries(markup.map((tag, n) => [`pages/n${n}.md`, page("Plain", `Before ${tag.replace(/\n/g, " ").replace(/=(window\.__hit=1)(?=[\s>])/g, '="$1"')} behind`)]));
  const found = findings(pages);
  for (const [n, tag] of markup.entries()) expect(tag, "FF0703", `pages/n${n}.md`, found);
  for (const ch of letters) expect(`U+${ch.charCodeAt(0).toString(16)}`, "FF0112", "pages/n0.md", findings({ "pages/n0.md": page("Plain", `a${ch}b`) }));
  for (const bomb of bombs) expect(bomb.slice(0, 60), "FF0609", "members/m0/logo.svg", findings({ "members/m0/logo.svg": bomb }));
  for (const base of ["javascript:alert(1)//", "https://a.example/?x=", "//a.example/", "https://a.example", "https://a b.example/", "https://a\".example/", "data:text/html,x/"]) expect(base, "FF1105", "consortium.toml", findings({ "consortium.toml": consortium({ langs: ["en"], base }) }));
  for (const name of ["P.md", "a b.md", "a'b.md", "\u00fc.md", "%41.md", "\u200fa.md"]) expect(name, "FF0108", `pages/${name}`, findings({ [`pages/${name}`]: page("Plain") }));
  for (const file of ["../../../x.png", "/etc/passwd", "..\\x.png", "C:\\x.png"]) expect(file, "FF0209", "members/m0/member.md", findings({ "members/m0/member.md": member(0, "Plain").replace('file = "works.png"', `file = ${JSON.stringify(file)}`) }));
  nothing(missed);
});
