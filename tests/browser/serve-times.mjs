// How long a change takes until it is shown, on a copy of the sample: a firm renames a product, sixteen times. Prints
// the middle and the longest in milliseconds, from the end of writing the file. Not a test: nothing fails here.

import { readFileSync, writeFileSync } from "node:fs";
import { Agent, get as ask } from "node:http";
import { join } from "node:path";
import { project, remove, serve } from "./serving.mjs";

const file = "members/angavara-robes/products/shawl-white.md";
const route = "/products/angavara-robes-shawl-white.html";
const brochure = "/print/solapur-2027-en-a4-screen.pdf";
const turns = 16;

const folder = project("--example");
const serving = await serve(folder);
const agent = new Agent({ keepAlive: true });
const get = (path) => new Promise((done) => ask(serving.origin + path, { agent }, (answer) => {
  const parts = [];
  answer.on("data", (part) => parts.push(part)).on("end", () => done(Buffer.concat(parts).toString("latin1")));
}));

/** The server's messages, in the order they come. */
const waiting = [];
let now;
ask(`${serving.origin}/_desk/events`, (answer) => {
  let text = "";
  answer.on("data", (part) => {
    text += part;
    for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n")) {
      const data = /^data: (.*)$/m.exec(text.slice(0, at));
      text = text.slice(at + 2);
      if (!data) continue;
      now = JSON.parse(data[1]);
      waiting.splice(0).forEach((done) => done());
    }
  });
});
const next = () => new Promise((done) => { waiting.push(done); });
const until = async (state) => { while (now?.state !== state) await next(); };
await until("ready");

const original = readFileSync(join(folder, file), "utf8");
const times = { told: [], page: [], brochures: [], pdf: [], everything: [] };
for (let turn = 0; turn < turns; turn += 1) {
  await new Promise((done) => { setTimeout(done, 700); });
  const word = `Robe${turn}`;
  writeFileSync(join(folder, file), original.replace(/^(name *= *")/m, `$1${word} `));
  const since = performance.now();
  const took = (what) => times[what].push(performance.now() - since);
  await next();
  took("told");
  if (!(await get(route)).includes(word)) throw new Error("the page is an old one");
  took("page");
  await next();
  took("brochures");
  await get(brochure);
  took("pdf");
  await until("ready");
  took("everything");
}
for (const [what, list] of Object.entries(times)) {
  list.sort((a, b) => a - b);
  console.log(`${what.padEnd(12)} ${list[turns / 2].toFixed(0).padStart(6)} ms, at most ${list.at(-1).toFixed(0)} ms`);
}
await serving.stop();
remove(folder);
process.exit(0);
