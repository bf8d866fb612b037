/* The site without a network. This build is kept under its own name: the pages of the languages that a visitor
   reads, with styles, scripts, fonts and search index; pictures once they were seen. A page is asked for at
   its host first, so a new build is seen at once. `SITE` stands above: it is written with each build. */
"use strict";

const here = self.registration.scope;
const prefix = `fairfolio ${here} `;
const shelf = prefix + SITE.version;
const visited = `${shelf} visited`;
const seen = `${prefix}pictures`;
/** Pictures, and pages beyond those of the list, that are kept at most; the oldest go first. */
const MOST = { [seen]: 150, [visited]: 60 };
/** After so many milliseconds a page that is kept is shown instead of waiting on. */
const PATIENCE = 4000;
/** Files that are asked for at a time. */
const LANES = 4;

const at = (route) => here + route.split("/").map(encodeURIComponent).join("/");

/** The address under which a page is kept: a folder is its index, hosts may leave out the ending. */
function place(address) {
  const url = new URL(address);
  const last = url.pathname.split("/").pop();
  const ending = last === "" ? "index.html" : last.includes(".") ? "" : ".html";
  return url.origin + url.pathname + ending;
}

async function find(address) {
  const options = { ignoreVary: true };
  return (await (await caches.open(shelf)).match(address, options)) ?? (await caches.open(visited)).match(address, options);
}

/** A response that was led elsewhere may not answer a visit; its content may. */
async function plain(response) {
  if (!response.redirected) return response;
  return new Response(await response.blob(), { status: response.status, headers: response.headers });
}

async function put(name, address, response) {
  const cache = await caches.open(name);
  await cache.put(address, await plain(response));
  if (!MOST[name]) return;
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((key) => cache.delete(key)));
}

/** Brings what is not there yet; says whether all of it is there now. */
async function fill(addresses) {
  const cache = await caches.open(shelf);
  const queue = [...addresses];
  let whole = true;
  const lane = async () => {
    for (let address = queue.shift(); address; address = queue.shift()) {
      if (await cache.match(address)) continue;
      const response = await fetch(address, { cache: "no-cache" }).catch(() => undefined);
      if (response?.ok) await put(shelf, address, response);
      else whole = false;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return whole;
}

/** Languages that an earlier build kept are kept of this one too, before it takes over. */
async function install() {
  if (!(await fill(SITE.shell.map(at)))) throw new Error("a part of the site is missing");
  for (const language of Object.values(SITE.languages)) {
    if (await earlier(at(language.home))) await fill(language.routes.map(at));
  }
  await self.skipWaiting();
}

async function own() {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

async function earlier(address) {
  for (const name of await own()) {
    if (await (await caches.open(name)).match(address)) return true;
  }
  return false;
}

async function activate() {
  const old = (await own()).filter((name) => ![shelf, visited, seen].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const late = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

/** From the host; from what is kept where the host does not answer, or not in time. */
async function page(event) {
  const address = place(event.request.url);
  const kept = await find(address);
  const asked = fetch(event.request).then((fresh) => {
    if (fresh.ok && fresh.type === "basic") event.waitUntil(put(listed(address) ? shelf : visited, address, fresh.clone()));
    return fresh;
  });
  // OK because a visit that fails after all is answered below.
  asked.catch(() => {});
  try {
    const fresh = await (kept ? Promise.race([asked, late(PATIENCE)]) : asked);
    return fresh === undefined || (kept && fresh.status >= 500) ? kept : fresh;
  } catch {
    return kept ?? lost(address);
  }
}

function languageOf(address) {
  const all = Object.values(SITE.languages);
  const folder = (language) => at(language.home).replace(/index\.html$/, "");
  return all.filter((language) => address.startsWith(folder(language))).sort((a, b) => b.home.length - a.home.length)[0];
}

function listed(address) {
  return Object.values(SITE.languages).some((language) => language.routes.some((route) => at(route) === address));
}

/** The page that says what is here, in a language of which something is; it learns which page was wanted. */
async function lost(address) {
  const all = [languageOf(address), ...Object.values(SITE.languages)].filter(Boolean);
  const there = await Promise.all(all.map((one) => find(at(one.home))));
  const language = all.find((_, index) => there[index]) ?? all[0];
  return language ? Response.redirect(`${at(language.offline)}#${encodeURIComponent(address)}`) : Response.error();
}

async function file(event, name) {
  const { url } = event.request;
  const kept = await (await caches.open(name)).match(url, { ignoreVary: true });
  if (kept) return kept;
  const fresh = await fetch(event.request);
  if (fresh.ok && fresh.type === "basic") event.waitUntil(put(name, url, fresh.clone()));
  return fresh;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(here) || request.headers.has("range")) return;
  const route = new URL(request.url).pathname.slice(new URL(here).pathname.length);
  const isPage = /(^|\/)[^/.]*(\.html)?$/.test(route);
  if (request.mode === "navigate") {
    if (isPage) event.respondWith(page(event));
  } else if (route.startsWith("assets/pictures/")) event.respondWith(file(event, seen));
  else if (route.startsWith("assets/") && !route.startsWith("assets/cards/")) event.respondWith(file(event, shelf));
});

/** A page says which language its visitor reads and which fonts it needed. */
self.addEventListener("message", (event) => {
  const language = Object.hasOwn(SITE.languages, event.data?.keep) ? SITE.languages[event.data.keep] : undefined;
  if (!language) return;
  const given = Array.isArray(event.data.fonts) ? event.data.fonts : [];
  const fonts = given.filter((font) => typeof font === "string" && font.startsWith(at("assets/fonts/"))).slice(0, 12);
  event.waitUntil(fill([...fonts, ...language.routes.map(at)]));
});
