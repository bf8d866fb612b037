// What Lighthouse says that does not depend on how fast this machine is. `scripts/lighthouse` prints the rest.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { measure, score, subjects } from "./lighthouse.mjs";
import { nothing } from "./site.mjs";

let all;
before(async () => { all = await measure(subjects()); });

const failed = (result, category) => result.categories[category].auditRefs
  .filter((ref) => ref.weight > 0 && (result.audits[ref.id].score ?? 1) < 1)
  .map((ref) => `${ref.id}: ${result.audits[ref.id].explanation ?? result.audits[ref.id].displayValue ?? ""}`);

for (const category of ["accessibility", "best-practices", "seo"]) {
  test(`${category} is 100`, () => {
    for (const [route, results] of all) assert.equal(score(results, category), 100, `${route}: ${failed(results[0], category).join("; ")}`);
  });
}

test("nothing moves while a page is built", () => {
  nothing([...all].filter(([, [result]]) => result.audits["cumulative-layout-shift"].numericValue > 0).map(([route, [result]]) => `${route}: ${result.audits["cumulative-layout-shift"].numericValue}`));
});

test("a first view asks for little: two styles that it waits for, at most 16 KB of them, and 30 files in all", () => {
  for (const [route, [result]] of all) {
    const items = result.audits["network-requests"].details.items.filter((item) => item.sessionTargetType === "page" || item.sessionTargetType === undefined);
    const styles = items.filter((item) => item.resourceType === "Stylesheet");
    assert.equal(styles.length, 2, route);
    assert.ok(styles.reduce((sum, item) => sum + item.transferSize, 0) <= 16 * 1024, route);
    assert.ok(items.length <= 30, `${route}: ${items.length}`);
    assert.ok(items.every((item) => item.resourceType !== "Script" || item.priority !== "VeryHigh"), `${route} waits for no script`);
  }
});
