// A product with several pictures: one by one with keys, buttons and a finger, in both directions of reading.
// Of two pictures the next one is also the one before, so pages that have fewer than three are given more.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { address, browser, pages, root } from "./site.mjs";

let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

/** The page with its first picture large, and the name of the picture that is shown. */
async function opened(lang) {
  const tab = await chrome.newPage({ viewport: { width: 412, height: 823 }, hasTouch: true });
  const page = pages.find((page) => page.lang === lang && page.kind === "products/*");
  const html = readFileSync(join(root, page.route), "utf8");
  const [start, end] = html.split('<div class="sheet-gallery"');
  const own = end.slice(0, end.indexOf("<h2")).split(/class="pic[ "]/).length - 1;
  const logo = /<img src="([^"]+logos[^"]+)"/.exec(html)[1];
  const more = [1, 2].slice(own - 1).map((n) => `<div class="shot"><picture class="pic"><img src="${logo}?${n}" alt=""></picture></div>`);
  const body = `${start}<div class="sheet-gallery"${end.replace(/(<\/div>)(\s*<\/div>)/, `$1${more.join("")}$2`)}`;
  await tab.route(address(page), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
  await tab.goto(address(page));
  assert.equal(await tab.locator("#gallery .pic img").count(), 3);
  await tab.locator(".enlarge").first().click();
  const shown = () => tab.locator("#window-pic img").evaluate((img) => img.currentSrc || img.src);
  return { tab, shown };
}

/** A finger that goes from one side to the other. */
async function swipe(tab, from, to) {
  const box = await tab.locator("#window-pic").boundingBox();
  const y = box.y + box.height / 2;
  await tab.mouse.move(box.x + box.width * from, y);
  await tab.mouse.down();
  await tab.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await tab.mouse.up();
}

for (const [lang, forth, back] of [["en", "ArrowRight", "ArrowLeft"], ["ar", "ArrowLeft", "ArrowRight"]]) {
  test(`in ${lang}, pictures go on by key, button and finger, and come back`, async () => {
    const { tab, shown } = await opened(lang);
    const first = await shown();
    await tab.keyboard.press(forth);
    const second = await shown();
    assert.notEqual(second, first);
    await tab.keyboard.press(forth);
    assert.ok(![first, second].includes(await shown()), "the third one");
    await tab.keyboard.press(back);
    await tab.keyboard.press(back);
    assert.equal(await shown(), first);
    await tab.click("#window-on");
    assert.equal(await shown(), second);
    await tab.click("#window-back");
    assert.equal(await shown(), first);
    // A finger draws the next picture in from where the line ends.
    const [start, end] = lang === "ar" ? [0.2, 0.8] : [0.8, 0.2];
    await swipe(tab, start, end);
    assert.equal(await shown(), second);
    await swipe(tab, start, end);
    assert.ok(![first, second].includes(await shown()), "the third one");
    await swipe(tab, end, start);
    assert.equal(await shown(), second);
    await swipe(tab, end, start);
    assert.equal(await shown(), first);
    await swipe(tab, 0.5, 0.52);
    assert.equal(await shown(), first, "a touch that does not go anywhere changes nothing");
    await tab.keyboard.press("Escape");
    assert.equal(await tab.locator("#window-pic img").isVisible(), false);
    await tab.close();
  });
}
