// A buyer's way from the first page to an enquiry that has arrived: by keyboard alone, from a host and from a
// folder without a network; and what arrives, and for whom.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open } from "./desk.mjs";
import { browser, nothing, pages, root } from "./site.mjs";

let chrome;
let desk;
before(async () => { chrome = await browser(); desk = await open(); });
after(async () => { await chrome?.close(); desk?.close(); });

/** Presses Tab until the element that has the focus is the one meant. */
async function tabTo(tab, matches, most = 120) {
  for (let n = 0; n < most; n += 1) {
    await tab.keyboard.press("Tab");
    const found = await tab.evaluate((source) => {
      const one = document.activeElement;
      const seen = one.getBoundingClientRect();
      return { ok: one.matches(source), shows: seen.bottom > 0 && seen.top < innerHeight };
    }, matches);
    if (found.ok) {
      assert.ok(found.shows, `${matches} is in view when it has the focus`);
      return;
    }
  }
  assert.fail(`no way by Tab to ${matches}`);
}

function watch(tab, from) {
  const seen = { console: [], outside: [] };
  tab.on("console", (message) => seen.console.push(message.text()));
  tab.on("pageerror", (error) => seen.console.push(String(error)));
  tab.on("request", (request) => { if (!request.url().startsWith(from) && !request.url().startsWith("blob:")) seen.outside.push(`${request.method()} ${request.url()}`); });
  return seen;
}

const ready = (tab, name) => tab.waitForFunction((name) => document.documentElement.dataset.ready === name, name);

/** From the first page to the enquiry with two products of two firms and one common one. */
async function choose(tab, first) {
  await tab.goto(first);
  await tabTo(tab, '.tool[href$="search.html"]');
  await tab.keyboard.press("Enter");
  await ready(tab, "search");
  await tabTo(tab, 'input[name="q"]');
  await tab.keyboard.type("cotton");
  await tab.waitForFunction(() => document.getElementById("told").textContent !== "");
  await tabTo(tab, ".facet summary");
  await tabTo(tab, "#facets input[value=robes]");
  await tab.keyboard.press("Space");
  await tab.waitForFunction(() => location.hash.includes("group=robes"));
  await tabTo(tab, "#results input[data-list]");
  await tab.keyboard.press("Space");
  await tabTo(tab, "#results input[data-compare]");
  await tab.keyboard.press("Space");
  await tabTo(tab, "#results .card:nth-child(2) input[data-compare]");
  await tab.keyboard.press("Space");
  // Another word, another firm, and a common product.
  await tabTo(tab, "#reset", 300);
  await tab.keyboard.press("Enter");
  await tab.keyboard.type("house bath");
  await tabTo(tab, "#results input[data-list]");
  await tab.keyboard.press("Space");
  await tabTo(tab, "#reset", 300);
  await tab.keyboard.press("Enter");
  await tab.keyboard.type("kinarva");
  await tabTo(tab, "#results input[data-list]");
  await tab.keyboard.press("Space");
  await tabTo(tab, '.bar a[href*="compare.html"]', 300);
  await tab.keyboard.press("Enter");
  await ready(tab, "compare");
  assert.equal(await tab.locator("#heads th").count(), 3, "two products side by side");
  await tabTo(tab, '.tool[href*="enquiry.html"]');
  await tab.keyboard.press("Enter");
  await ready(tab, "enquiry");
  assert.equal(await tab.locator(".line").count(), 3);
}

test("by keyboard from the first page to an enquiry that arrived, each firm with its own lines alone", async () => {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const tab = await context.newPage();
  const seen = watch(tab, desk.address);
  await choose(tab, `${desk.address}index.html`);
  nothing(seen.outside);
  assert.equal(desk.arrived.length, 0, "nothing was sent");
  await tabTo(tab, "#lines input[type=number]");
  await tab.keyboard.type("1200");
  await tabTo(tab, 'input[name="name"]');
  await tab.keyboard.type("Mara Test");
  await tabTo(tab, 'input[name="email"]');
  await tab.keyboard.type("mara@buyer.example");
  await tabTo(tab, 'textarea[name="note"]');
  await tab.keyboard.type("Samples first");
  await tabTo(tab, "#send");
  desk.state.refuse = true;
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("#sent .bad");
  assert.equal(desk.arrived.length, 0, "a refusal is told");
  seen.console.length = 0;
  desk.state.refuse = false;
  await tab.focus("#send");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("#sent strong");
  check(desk.arrived);
  assert.ok(seen.outside.every((one) => one.startsWith(`POST ${desk.service}/`)), seen.outside.join("\n"));
  nothing(seen.console);
  assert.ok(desk.asked.every((path) => !/cotton|kinarva/.test(path) || /(products|members|assets)\//.test(path)), "no server hears what is searched for");
  await context.close();
});

/** What arrived: the whole at the office, own lines at the firm that has a form service. */
function check(arrived) {
  assert.deepEqual(arrived.map((one) => one.path).sort(), ["/angavara.example", "/solapurterryhouse.example"]);
  const at = (path) => arrived.find((one) => one.path === path).fields;
  const office = at("/solapurterryhouse.example");
  const firm = at("/angavara.example");
  const whole = JSON.parse(office.data).lines;
  const own = JSON.parse(firm.data).lines;
  assert.equal(whole.length, 3);
  assert.deepEqual(own.map((line) => line.maker), ["Angavara Robes"]);
  assert.equal(firm.part, "own-lines");
  assert.equal(office.part, "whole");
  assert.match(office.forward, /Kinarva/, "the office is asked to pass on what has no form service");
  const rivals = /Kinarva|House bath|STH-|KBL/i;
  assert.doesNotMatch(JSON.stringify(firm), rivals, "a firm reads nothing of others");
  assert.equal(whole.some((line) => line.quantity === 1200), true);
  for (const fields of [office, firm]) {
    assert.equal(fields.reference, office.reference);
    assert.equal(fields.email, "mara@buyer.example");
    assert.equal(fields.website, "", "the trap is empty");
  }
  for (const { headers } of arrived) {
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.referer, undefined);
  }
}

test("the same from a folder with the network off, handed over as file, mail and code", async () => {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, reducedMotion: "reduce" });
  await context.setOffline(true);
  const tab = await context.newPage();
  const seen = watch(tab, `file://${root}/`);
  await choose(tab, `file://${root}/index.html`);
  const saved = async (id) => {
    await tab.focus(id);
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.keyboard.press("Enter")]);
    return readFileSync(await download.path(), "utf8");
  };
  const data = JSON.parse(await saved("#save-data"));
  assert.equal(data.format, "fairfolio-enquiry-1");
  assert.equal(data.lines.length, 3);
  assert.match(await saved("#save-text"), /House bath towel 500 \(?.*STH-BT-500/s);
  await tab.focus("#show-code");
  await tab.keyboard.press("Enter");
  assert.ok(await tab.locator("#code svg").isVisible());
  const mails = await tab.locator("#mails a").evaluateAll((links) => links.map((link) => link.href));
  assert.equal(mails.length, 3, "the office and two firms");
  const angavara = decodeURIComponent(mails.find((href) => href.includes("angavara")));
  assert.doesNotMatch(angavara, /Kinarva|House bath/);
  for (const href of mails) assert.ok(href.length <= 1600);
  nothing(seen.outside);
  nothing(seen.console);
  await context.close();
});

test("a list that was handed over is taken when the visitor says so", async () => {
  const context = await chrome.newContext();
  const tab = await context.newPage();
  await tab.goto(`${desk.address}search.html`);
  await ready(tab, "search");
  const code = await tab.locator("#results input[data-list]").first().getAttribute("data-list");
  await tab.goto(`${desk.address}ar/enquiry.html#list=${code}*250,%3Cb%3E*1`);
  await ready(tab, "enquiry");
  assert.equal(await tab.locator(".line").count(), 0, "nothing is taken unasked");
  await tab.click("#take");
  assert.equal(await tab.locator("#lines input[type=number]").inputValue(), "250");
  await context.close();
});

test("a program that fills the hidden field sends nothing", async () => {
  const context = await chrome.newContext();
  const tab = await context.newPage();
  await tab.goto(`${desk.address}search.html`);
  await ready(tab, "search");
  await tab.locator("#results input[data-list]").first().check();
  await tab.goto(`${desk.address}enquiry.html`);
  await ready(tab, "enquiry");
  const before = desk.arrived.length;
  await tab.fill("#ask [name=name]", "Bot");
  await tab.fill("#ask [name=email]", "bot@bot.example");
  await tab.evaluate(() => { document.querySelector("#ask [name=website]").value = "x"; });
  await tab.click("#send");
  await tab.waitForTimeout(300);
  assert.equal(desk.arrived.length, before);
  await context.close();
});

test("without JavaScript one plain form reaches the office, and every product is reached from the search page", async () => {
  const context = await chrome.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(`${desk.address}search.html`);
  const links = await tab.locator(".everything a[href*='products/']").evaluateAll((list) => list.filter((one) => one.checkVisibility()).map((one) => one.href)).catch(() => undefined);
  const hrefs = links ?? pages.find((page) => page.route === "search.html").tags.filter((tag) => tag.attrs.href?.includes("products/")).map((tag) => tag.attrs.href);
  const products = pages.filter((page) => page.lang === "en" && page.kind === "products/*");
  assert.equal(new Set(hrefs).size, products.length);
  assert.ok(await tab.locator(".everything").isVisible());
  assert.equal(await tab.locator(".needs-js:visible").count(), 0, "nothing is shown that needs a script");
  const before = desk.arrived.length;
  await tab.goto(`${desk.address}enquiry.html`);
  await tab.fill(".plain-ask [name=lines]", "100 × AR/SHW/W");
  await tab.fill(".plain-ask [name=name]", "Mara Test");
  await tab.fill(".plain-ask [name=email]", "mara@buyer.example");
  await tab.click(".plain-ask button");
  await tab.waitForTimeout(300);
  assert.equal(desk.arrived.length, before + 1);
  assert.equal(desk.arrived.at(-1).path, "/solapurterryhouse.example");
  assert.match(desk.arrived.at(-1).fields.lines, /AR\/SHW\/W/);
  await context.close();
});

test("a script that somebody smuggles in does not run, nor does a request elsewhere", async () => {
  const context = await chrome.newContext();
  const tab = await context.newPage();
  await context.route("**/enquiry.html", async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace("<main", '<script>window.smuggled = true</script><img src="x" onerror="window.smuggled = true"><main');
    await route.fulfill({ response: answer, body: html });
  });
  await tab.goto(`${desk.address}enquiry.html`);
  await ready(tab, "enquiry");
  assert.equal(await tab.evaluate(() => window.smuggled), undefined);
  const sent = await tab.evaluate(() => fetch("http://127.0.0.1:9/elsewhere").then(() => "sent", (error) => String(error)));
  assert.notEqual(sent, "sent");
  const policies = pages.map((page) => page.tags.find((tag) => tag.attrs["http-equiv"])?.attrs.content ?? page.route);
  for (const policy of policies) assert.doesNotMatch(policy, /unsafe|\*/, policy);
  const asking = pages.filter((page) => page.tags.some((tag) => /connect-src https/.test(tag.attrs.content ?? "")));
  assert.deepEqual([...new Set(asking.map((page) => page.kind))], ["enquiry.html"], "one page may send");
  await context.close();
});
