// Keeps a page of the preview up to date. The server adds it on the page's way out; no built page has it.
// It says when something changed, changes styles in place, reloads for everything else and keeps the place,
// and lists what is wrong while the last good output stays.
"use strict";

(() => {
  const own = document.currentScript;
  const shown = { page: own.dataset.page, start: undefined, number: -1 };
  const placeKey = "fairfolio:place";
  const path = () => decodeURI(location.pathname);

  // ---- the place on the page, over a reload -------------------------------------------------------------

  const remembered = (() => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(placeKey) ?? "null");
      sessionStorage.removeItem(placeKey);
      return kept?.path === location.pathname ? kept : undefined;
    } catch {
      return undefined;
    }
  })();
  if (remembered) {
    const put = () => window.scrollTo({ left: remembered.x, top: remembered.y, behavior: "instant" });
    put();
    // Pictures that load later move what stands below them.
    window.addEventListener("load", () => { put(); requestAnimationFrame(put); }, { once: true });
  }

  function reload() {
    try {
      sessionStorage.setItem(placeKey, JSON.stringify({ path: location.pathname, x: window.scrollX, y: window.scrollY }));
    } catch {
      // Without storage the browser's own memory of the place has to do.
    }
    location.reload();
  }

  // ---- styles, in place ----------------------------------------------------------------------------------

  /** `assets/site-1a2b3c4d.css` and `assets/site-99aabbcc.css` are two states of one sheet. */
  const stem = (route) => route.replace(/^.*assets\//, "assets/").replace(/-[0-9a-f]{8}\.css.*$/, "");

  function restyle(routes) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const href = link.getAttribute("href");
      const next = routes.find((route) => stem(route) === stem(href));
      if (!next || href.endsWith(next)) continue;
      const fresh = link.cloneNode();
      fresh.href = href.slice(0, href.indexOf("assets/")) + next;
      // The old sheet stays until the new one is there, so that no moment is without style.
      fresh.addEventListener("load", () => link.remove(), { once: true });
      fresh.addEventListener("error", () => link.remove(), { once: true });
      link.after(fresh);
    }
  }

  async function compare() {
    const answer = await fetch(`/_desk/page?path=${encodeURIComponent(path())}`).catch(() => undefined);
    if (!answer?.ok) return;
    const now = await answer.json();
    if (now.page !== "" && now.page !== shown.page) reload();
    else if (now.page !== "") restyle(now.styles);
  }

  // ---- what is wrong --------------------------------------------------------------------------------------

  const style = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    dialog, button { font: 16px/1.5 system-ui, sans-serif; }
    dialog { width: min(46rem, calc(100vw - 2rem)); max-height: calc(100vh - 4rem); padding: 0; border: 0; border-radius: .75rem;
      color: #1c1917; background: #fff; box-shadow: 0 1rem 4rem #0006; overflow: hidden; flex-direction: column; }
    dialog[open] { display: flex; }
    dialog::backdrop { background: #1c191780; }
    header { display: flex; gap: 1rem; align-items: flex-start; padding: 1.25rem 1.5rem 1rem; border-bottom: 1px solid #d6d3d1; border-top: .375rem solid #b42318; }
    h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; text-wrap: balance; }
    header p { margin: -.5rem 0 0; color: #57534e; }
    header { flex-wrap: wrap; } header h2 { flex: 1; } header p { flex-basis: 100%; }
    h2:focus { outline: none; }
    code { font: .9em/1.4 ui-monospace, monospace; background: #f0eeec; border-radius: .25rem; padding: 0 .25em; }
    ol { margin: 0; padding: 0 1.5rem; list-style: none; overflow: auto; overscroll-behavior: contain; }
    li { padding: 1rem 0; border-bottom: 1px solid #e7e5e4; overflow-wrap: anywhere; }
    li:last-child { border: 0; }
    li p { margin: 0 0 .25rem; }
    .message { font-weight: 600; }
    .place { font: 14px/1.5 ui-monospace, monospace; color: #57534e; }
    .hint::before { content: "→ "; color: #57534e; }
    .word { color: #b42318; }
    .word.warning { color: #8a5300; } .word.note { color: #57534e; }
    footer { padding: .75rem 1.5rem; border-top: 1px solid #d6d3d1; color: #57534e; }
    a { color: #1d4ed8; }
    button { cursor: pointer; border: 1px solid #a8a29e; border-radius: .375rem; background: #fff; color: #1c1917; padding: .25rem .75rem; min-height: 2.25rem; }
    button:hover { background: #f5f5f4; }
    :focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
    .badge { position: fixed; z-index: 2147483647; right: 1rem; bottom: 1rem; border-radius: 2rem; border: 2px solid #fff; background: #b42318; color: #fff; padding: .375rem 1rem; box-shadow: 0 .25rem 1rem #0005; }
    .badge:hover { background: #912018; }
    [hidden] { display: none !important; }
    @media (prefers-color-scheme: dark) {
      dialog { color: #f5f5f4; background: #292524; } header, footer { border-color: #57534e; } header { border-top-color: #f97066; }
      code { background: #44403c; } header p, .place, footer, .hint::before, .word.note { color: #d6d3d1; } li { border-color: #44403c; }
      .word { color: #fda29b; } .word.warning { color: #fdb022; } a { color: #93c5fd; }
      dialog button { background: #44403c; color: #fff; border-color: #78716c; } :focus-visible { outline-color: #93c5fd; }
    }
    @media (prefers-reduced-motion: no-preference) { dialog[open] { animation: come .12s ease-out; } @keyframes come { from { opacity: 0; translate: 0 .5rem; } } }`;

  /** An element with text and children; text is text, never markup. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  let parts;

  /** The overlay is made when it is first needed: a page without faults is left alone. */
  function overlay() {
    if (parts) return parts;
    const host = make("div", { id: "fairfolio-overlay" });
    const root = host.attachShadow({ mode: "open" });
    // A sheet of the script's own needs no permission of the page's policy for inline styles.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const title = make("h2", { id: "title", tabindex: "-1" });
    const lead = make("p", {});
    const close = make("button", { type: "button" }, "Close");
    const list = make("ol", { tabindex: "0", "aria-label": "What is wrong" });
    const desk = make("a", { href: "/_desk/findings/" }, "Open the desk");
    const foot = make("footer", {}, desk);
    const dialog = make("dialog", { "aria-labelledby": "title" }, make("header", {}, title, close, lead), list, foot);
    const badge = make("button", { type: "button", class: "badge", hidden: "" });
    root.append(dialog, badge);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { badge.hidden = !parts.wrong; });
    badge.addEventListener("click", () => { badge.hidden = true; dialog.showModal(); });
    document.body.append(host);
    parts = { title, lead, list, dialog, badge, wrong: false };
    return parts;
  }

  const word = (severity) => (severity.endsWith("blocking") ? "error" : severity);

  /** Words between back-ticks are the user's own. */
  const marked = (text) => text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));

  function item(finding) {
    const at = finding.line ? `${finding.path}:${finding.line}` : finding.path;
    const head = make("p", { class: "message" }, make("span", { class: `word ${word(finding.severity)}` }, word(finding.severity)), " ", ...marked(finding.message));
    const hints = finding.hints.map((hint) => make("p", { class: "hint" }, ...marked(hint)));
    return make("li", {}, head, make("p", { class: "place" }, `${at}  ${finding.code}`), ...hints);
  }

  const titles = {
    broken: "The data has errors that stop the build",
    failed: "The last change could not be built",
    away: "The project’s folder is not there",
  };

  async function tell(now) {
    const wrong = now.state in titles;
    if (!wrong) {
      if (!parts?.wrong) return;
      parts.wrong = false;
      parts.badge.hidden = true;
      // Closing gives the focus back to where it was.
      if (parts.dialog.open) parts.dialog.close();
      return;
    }
    const answer = now.state === "broken" ? await fetch("/_desk/findings").catch(() => undefined) : undefined;
    const findings = answer?.ok ? await answer.json() : [];
    const view = overlay();
    const was = view.wrong;
    view.wrong = true;
    view.title.textContent = titles[now.state];
    view.lead.textContent = now.words || "What you see is the last good output. It changes by itself as soon as the errors are mended.";
    view.list.replaceChildren(...findings.map(item));
    view.list.hidden = findings.length === 0;
    view.badge.textContent = now.errors === 1 ? "1 error" : now.errors > 1 ? `${now.errors} errors` : "Not up to date";
    // One that was closed stays closed: who works on the mistake knows of it.
    if (!was && !view.dialog.open) view.dialog.showModal();
    else if (!view.dialog.open) view.badge.hidden = false;
  }

  // ---- the server's messages -------------------------------------------------------------------------------

  function told(now) {
    document.documentElement.dataset.fairfolio = now.state;
    if (now.start === shown.start && now.number <= shown.number) return;
    const first = shown.start === undefined;
    Object.assign(shown, { start: now.start, number: now.number });
    tell(now);
    // The page may be older than the first message.
    if (!first || now.state !== "starting") compare();
  }

  function follow() {
    const source = new EventSource("/_desk/events");
    source.addEventListener("message", (event) => told(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      // A browser tries again by itself, unless it was refused once.
      if (source.readyState === EventSource.CLOSED) setTimeout(follow, 1000);
    });
    window.addEventListener("pagehide", () => source.close(), { once: true });
  }
  follow();
  window.addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
  // A worker of a site that was served here before would answer in our place.
  navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.unregister())).catch(() => {});
})();
