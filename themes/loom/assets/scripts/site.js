/* On every page: the visitor's enquiry list and comparison, kept in this browser alone, with the ticks,
   counts and the bar that show them. Without this script the site is whole; it has only no lists. */
"use strict";

const Fairfolio = (() => {
  const html = document.documentElement;
  const root = html.dataset.root;
  const key = `fairfolio ${html.dataset.site}`;
  const empty = () => ({ lines: {}, compare: [], date: "", note: "" });
  /** Products side by side at most: more do not fit a screen or a mind. */
  const MOST = 4;

  /** What was kept: nothing where the browser keeps nothing. Foreign or damaged entries are dropped. */
  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(key)) ?? {};
      const compare = Array.isArray(kept.compare) ? kept.compare.filter(isCode).slice(0, MOST) : [];
      const lines = Object.entries(kept.lines ?? {}).filter(([code]) => isCode(code));
      return { lines: Object.fromEntries(lines), compare, date: String(kept.date ?? ""), note: String(kept.note ?? "") };
    } catch {
      return empty();
    }
  }

  function isCode(text) {
    return typeof text === "string" && /^[0-9a-z]{5,32}$/.test(text);
  }

  let kept = read();

  function save() {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing still shows the list on this page.
    }
    show();
  }

  function setLine(code, line) {
    if (line) kept.lines[code] = line;
    else delete kept.lines[code];
    save();
  }

  /** Adds or removes; says whether there was room. */
  function setCompared(code, wanted) {
    const others = kept.compare.filter((other) => other !== code);
    if (wanted && others.length >= MOST) return false;
    kept.compare = wanted ? [...others, code] : others;
    save();
    return true;
  }

  const sheet = (lines) => Object.entries(lines).map(([code, line]) => (line.n ? `${code}*${line.n}` : code)).join(",");

  /** Ticks, counts and links as the lists stand. */
  function show() {
    const on = { list: (code) => code in kept.lines, compare: (code) => kept.compare.includes(code) };
    for (const kind of ["list", "compare"]) {
      for (const tick of document.querySelectorAll(`input[data-${kind}]`)) tick.checked = on[kind](tick.dataset[kind]);
    }
    for (const button of document.querySelectorAll("button[data-list]")) {
      button.setAttribute("aria-pressed", String(on.list(button.dataset.list)));
    }
    const count = Object.keys(kept.lines).length;
    for (const mark of document.querySelectorAll("[data-count]")) {
      mark.textContent = count ? new Intl.NumberFormat(mark.dataset.count).format(count) : "";
    }
    const bar = document.getElementById("bar");
    if (bar) {
      bar.hidden = kept.compare.length === 0 || document.body.classList.contains("comparison");
      bar.querySelector("[data-compared]").textContent = String(kept.compare.length);
    }
    carry();
  }

  /* Some browsers keep nothing between pages of a folder: there, links carry the lists. */
  function carry() {
    if (location.protocol !== "file:") return;
    const state = { list: sheet(kept.lines), compare: kept.compare.join(",") };
    for (const link of document.querySelectorAll("a[data-carry]")) {
      const kind = link.dataset.carry;
      link.hash = state[kind] ? `${kind}=${state[kind]}` : "";
    }
  }

  function change(event) {
    const tick = event.target;
    if (!(tick instanceof HTMLInputElement)) return;
    if (tick.dataset.list) setLine(tick.dataset.list, tick.checked ? {} : undefined);
    if (tick.dataset.compare) {
      const room = setCompared(tick.dataset.compare, tick.checked);
      tick.checked = room && tick.checked;
      document.getElementById("bar-full").hidden = room;
    }
  }

  function click(event) {
    const button = event.target.closest("button");
    if (button?.dataset.list) setLine(button.dataset.list, button.dataset.list in kept.lines ? undefined : {});
    if (button?.id === "bar-clear") {
      kept.compare = [];
      document.getElementById("bar-full").hidden = true;
      save();
      document.getElementById("main").focus();
    }
    // A menu that was left is closed.
    for (const menu of document.querySelectorAll(".head details[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest?.(".head details[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  /** A script with data, asked for once; `Fairfolio.index` and `Fairfolio.sheets` receive it. */
  const asked = new Map();
  function load(route) {
    if (!asked.has(route)) {
      asked.set(route, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + route;
        script.onload = () => resolve(received);
        script.onerror = () => { asked.delete(route); reject(new Error(route)); };
        document.head.append(script);
      }));
    }
    return asked.get(route);
  }
  const received = { index: undefined, sheets: {} };

  /** Sentences and data that a page brings for its script. */
  function page() {
    const { locale, words, counted, data } = JSON.parse(document.getElementById("page-data").textContent);
    const plurals = new Intl.PluralRules(locale);
    const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const number = (n) => numbers.format(n);
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
    const say = (name, values = {}) => fill(words[name] ?? name, values);
    const count = (name, n) => fill(counted[name]?.[plurals.select(n)] ?? counted[name]?.other ?? "{n}", { n: number(n) });
    return { locale, say, count, number, data };
  }

  /** An element with attributes and children; text is text, never markup. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(attribute, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
  }

  /** Pages of this language stay readable without a network. Only from a host, where a browser allows it,
      after the page is there, and not for visitors who save data. */
  function stay() {
    if (!/^https?:$/.test(location.protocol) || !window.isSecureContext || !navigator.serviceWorker || !html.dataset.manifest) return;
    document.head.append(make("link", { rel: "manifest", href: root + html.dataset.manifest }));
    const fonts = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.endsWith(".woff2"));
    const tell = (worker) => { if (!navigator.connection?.saveData) worker.active.postMessage({ keep: html.lang, fonts }); };
    // A browser that refuses keeps nothing; the site is whole without.
    navigator.serviceWorker.register(`${root}sw.js`).then(() => navigator.serviceWorker.ready).then(tell).catch(() => {});
  }
  window.addEventListener("load", () => { (window.requestIdleCallback ?? setTimeout)(stay); });

  document.addEventListener("change", change);
  document.addEventListener("click", click);
  document.addEventListener("keydown", escape);
  window.addEventListener("storage", (event) => {
    if (event.key !== key) return;
    kept = read();
    show();
    document.dispatchEvent(new Event("fairfolio:kept"));
  });
  // A browser may restore ticks or a whole page as they were left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) kept = read();
    show();
  });
  show();

  return {
    root, load, page, make, show, setLine, setCompared, isCode, sheet, MOST,
    get kept() { return kept; },
    keep(change) { Object.assign(kept, change); save(); },
    clear() { kept = { ...empty(), compare: kept.compare }; save(); },
    index(index) { received.index = index; },
    sheets(sheets) { Object.assign(received.sheets, sheets); },
  };
})();
