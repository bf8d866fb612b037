// Lighthouse as on a phone, over pages that a host sends packed. `node lighthouse.mjs [runs]` prints the scores;
// the middle of several runs, because the performance of a machine that does other things goes up and down.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve } from "./host.mjs";
import { pages, root } from "./site.mjs";

const flags = ["headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];

/** Home, the largest group and the largest product page, in the default language and in one from right to left. */
export function subjects() {
  const rtl = pages.find((page) => page.tags.some((tag) => tag.name === "html" && tag.attrs.dir === "rtl"))?.lang;
  const standard = pages.find((page) => page.route === "index.html").lang;
  const largest = (lang, kind) => pages.filter((page) => page.lang === lang && page.kind === kind).sort((a, b) => b.tags.length - a.tags.length)[0];
  return [standard, rtl].filter(Boolean).flatMap((lang) => ["index.html", "groups/*", "products/*"].map((kind) => largest(lang, kind).route));
}

/** Results of each page, `runs` of each. */
export async function measure(routes, runs = 1) {
  const host = await serve(root);
  const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: flags.map((flag) => `--${flag}`), logLevel: "silent" });
  const all = new Map();
  try {
    for (const route of routes) {
      const results = [];
      for (let n = 0; n < runs; n += 1) results.push((await lighthouse(host.address + route, { port: chrome.port, output: "json", logLevel: "silent" })).lhr);
      all.set(route, results);
    }
  } finally {
    await chrome.kill();
    host.close();
  }
  return all;
}

const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const score = (results, category) => middle(results.map((result) => Math.round(result.categories[category].score * 100)));

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const runs = Number(process.argv[2] ?? 3);
  for (const [route, results] of await measure(subjects(), runs)) {
    const scores = ["performance", "accessibility", "best-practices", "seo"].map((category) => `${category} ${score(results, category)}`);
    const lcp = middle(results.map((result) => Math.round(result.audits["largest-contentful-paint"].numericValue)));
    console.log(`${route}: ${scores.join(", ")}, largest paint ${lcp} ms, shift ${middle(results.map((result) => result.audits["cumulative-layout-shift"].numericValue)).toFixed(3)}`);
  }
}
