// Every page is valid HTML.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import jar from "vnu-jar";
import { nothing, pages, root } from "./site.mjs";

test("the validator has nothing to say about any page", () => {
  assert.ok(pages.length > 0, "the site has pages");
  const options = ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--errors-only", "--skip-non-html", root];
  const run = spawnSync("java", options, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(run.error, undefined, "java starts");
  const { messages } = JSON.parse(run.stdout);
  const said = messages.map((m) => `${m.url?.split("/site/").pop() ?? ""}:${m.lastLine} ${m.message}`);
  nothing(said);
});
