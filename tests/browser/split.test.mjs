// An enquiry is parted so that no firm reads another's lines, mails stay short, and a code says what went in.
// These scripts are pure: they are read as files and run without a browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import jsqr from "jsqr";
import { files, root } from "./site.mjs";

function script(name, says) {
  const file = [...files].find((file) => new RegExp(`^assets/${name}-[0-9a-f]+\\.js$`).test(file));
  assert.ok(file, `the site has ${name}`);
  return vm.runInNewContext(`${readFileSync(`${root}/${file}`, "utf8")};${says}`, { TextEncoder });
}
const Split = script("split", "FairfolioSplit");
const Qr = script("qr", "FairfolioQr");

const way = (name, email = "", endpoint = "") => ({ name, email, endpoint });
const desk = (common, kind = "promotional") => ({
  kind, common, office: way("Office", "office@a.example", "https://forms.a.example/o"),
  members: kind === "sales" ? {} : { a: way("A", "a@a.example", "https://forms.a.example/a"), b: way("B", "b@b.example"), c: way("C") },
  makers: { shared: ["a", "b", "c"] },
});
const line = (code, member = "", n = 100) => ({ code, member, n, name: `Towel ${code}`, sku: `S-${code}`, unit: "pcs", remark: "" });
const lines = [line("one", "a"), line("two", "b"), line("three", "c"), line("four", "a"), line("shared")];
const order = ["c", "a", "b"];
const codes = (part) => [...part.lines].map((l) => l.code);
const byId = (parts) => Object.fromEntries([...parts].map((part) => [part.id, codes(part)]));

test("each firm receives its own lines and the office alone the whole", () => {
  const { office, parts } = Split.split(lines, desk("office"), 0, order);
  assert.deepEqual(codes(office), ["one", "two", "three", "four", "shared"]);
  assert.deepEqual(byId(parts), { c: ["three"], a: ["one", "four"], b: ["two"] });
  assert.deepEqual([...parts].map((part) => part.id), order, "in the order of the house");
});

test("lines of a common product go by policy", () => {
  const all = Split.split(lines, desk("all-makers"), 0, order);
  for (const part of all.parts) assert.ok(codes(part).includes("shared"), part.id);
  const turns = Array.from({ length: 30 }, (_, day) => Split.split([line("shared")], desk("rotation"), day, order).parts);
  assert.ok(turns.every((parts) => parts.length === 1), "one maker a day");
  const counts = turns.flat().reduce((sum, { id }) => ({ ...sum, [id]: (sum[id] ?? 0) + 1 }), {});
  assert.deepEqual(counts, { a: 10, b: 10, c: 10 }, "each as often as the others");
});

test("where the house sells, everything goes to the house", () => {
  const { office, parts } = Split.split(lines, desk("all-makers", "sales"), 0, order);
  assert.equal(parts.length, 0);
  assert.equal(office.lines.length, 5);
});

test("a firm without a way of its own is reached through the office", () => {
  const all = Split.split(lines, desk("office"), 0, order);
  assert.deepEqual([...Split.byForm(all)].map((part) => part.way.name), ["Office", "A"]);
  assert.deepEqual([...Split.byMail(all)].map((part) => part.way.name), ["Office", "A", "B"]);
});

test("a mail holds every line, and no address is longer than programs take", () => {
  for (const count of [1, 5, 30, 200]) {
    const many = Array.from({ length: count }, (_, n) => ({ ...line(`p${n}`, "a", n + 1), name: `منشفة حمّام ${n}` }));
    const hrefs = [...Split.mails("a@a.example", "استفسار ABC", "استفسار ABC\r\nالاسم: ليلى", many)];
    for (const href of hrefs) assert.ok(href.length <= 1600, `${href.length} characters`);
    const written = hrefs.map((href) => decodeURIComponent(new URL(href).search)).join("\n");
    for (const { sku, n } of many) assert.match(written, new RegExp(`(^|\\D)${n}(\\D.*)?\\b${sku}\\b`, "m"), sku);
  }
});

test("a code is read back as what was written, in every size", () => {
  for (let length = 1; length <= 1270; length += length < 300 ? 13 : 97) {
    const text = "https://a.example/enquiry.html#list=".padEnd(length, "5ays4*1200,").slice(0, length);
    const rows = Qr.make(text);
    // The reader's table of version 23 (109 modules) has an alignment pattern at 74; the standard has it at 78.
    if (rows.length === 109) continue;
    assert.equal(look(rows)?.data, text, `${length} bytes, ${rows.length} modules`);
  }
  assert.equal(look(Qr.make("قائمة"))?.data, "قائمة");
  assert.equal(Qr.make("x".repeat(1300)), undefined, "too long for one code");
});

/** Reads a code as a camera would see it, with another program's eyes. */
function look(rows) {
  const [zone, scale] = [4, 3];
  const size = (rows.length + 2 * zone) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const dark = rows[Math.floor(y / scale) - zone]?.[Math.floor(x / scale) - zone];
      pixels.set([dark ? 0 : 255, dark ? 0 : 255, dark ? 0 : 255, 255], (y * size + x) * 4);
    }
  }
  return jsqr(pixels, size, size, { inversionAttempts: "dontInvert" });
}
