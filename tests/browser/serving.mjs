// The command `fairfolio serve` at work on a project of its own, for tests of what a browser makes of it.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const command = process.env.FAIRFOLIO ?? join(import.meta.dirname, "../../target/release/fairfolio");

/** Makes a starter project, or a copy of the sample, in a folder of its own. */
export function project(...options) {
  const folder = join(mkdtempSync(join(tmpdir(), "fairfolio-")), "ours");
  const made = spawnSync(command, ["new", folder, ...options]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  return folder;
}

export const remove = (folder) => rmSync(join(folder, ".."), { recursive: true, force: true });

/** Replaces text in a file, which must be there. */
export function edit(path, from, to) {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`\`${from}\` is not in ${path}`);
  writeFileSync(path, text.replace(from, to));
}

/** Starts the command; `site` and `desk` are the addresses that it prints. */
export async function serve(folder, port = 0) {
  const child = spawn(command, ["serve", "--port", String(port), folder], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const found = {};
  for await (const line of lines) {
    const [word, address] = line.trim().split(/\s+/);
    found[word] = address;
    if (word === "desk") break;
  }
  const url = new URL(found.site);
  const stop = () => new Promise((done) => { child.once("exit", (code) => done(code)); child.kill("SIGINT"); });
  const get = (path) => fetch(new URL(path, url.origin), { headers: { cookie: `fairfolio-${url.port}=${url.searchParams.get("key")}` } });
  return { ...found, origin: url.origin, port: Number(url.port), stop, get };
}
