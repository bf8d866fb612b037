// On a wide screen: no line of running text has more than 75 letters, and the page is no island in an empty one.

import { test } from "node:test";
import { address, browser, each, isLost, nothing, samples } from "./site.mjs";

const WIDTH = 1920;
const MOST = 75;

/** Runs in the page: lines with too many letters, and the share of the screen that its widest part takes. */
function measure(most) {
  const long = [];
  for (const element of document.querySelectorAll("p, li, dd, blockquote")) {
    if (element.querySelector("p, li, table, input, .vh") || element.closest(".vh, .ticks, table")) continue;
    // Columns side by side are no line.
    if (["grid", "flex"].includes(getComputedStyle(element).display)) continue;
    const lines = new Map();
    const range = document.createRange();
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (let at = 0; at < text.length; at += 1) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width > 0) lines.set(Math.round(box.bottom / 6), (lines.get(Math.round(box.bottom / 6)) ?? 0) + 1);
      }
    }
    const longest = Math.max(0, ...lines.values());
    if (longest > most) long.push(`${longest}: ${element.textContent.trim().slice(0, 40)}`);
  }
  const widths = [...document.querySelectorAll(".wrap")].map((wrap) => wrap.getBoundingClientRect().width);
  return { long, share: Math.max(...widths) / innerWidth };
}

test("lines are short and the page is wide", async () => {
  const chrome = await browser();
  const faults = [];
  try {
    const context = await chrome.newContext({ viewport: { width: WIDTH, height: 1080 } });
    await each(context, samples.filter((page) => !isLost(page)), async (tab, page) => {
      await tab.goto(address(page));
      await tab.evaluate(() => document.fonts.ready);
      const { long, share } = await tab.evaluate(measure, MOST);
      faults.push(...long.map((line) => `${page.route}: ${line}`));
      if (share < 0.7) faults.push(`${page.route} takes ${Math.round(share * 100)} % of the screen`);
    });
  } finally {
    await chrome.close();
  }
  nothing(faults);
});
