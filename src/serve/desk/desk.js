// Keeps the desk up to date: after every change of the data the parts of this page that may be different are
// fetched and put in place. Without it the page is whole, as old as its loading.
"use strict";

(() => {
  const seen = { start: undefined, number: -1 };
  const was = new Map();
  let busy = false;
  let again = false;

  // As it came, before anybody opened or focused anything in it.
  for (const part of document.querySelectorAll("[data-live]")) was.set(part, part.outerHTML);

  /** Puts new parts in the place of old ones; what is the same stays, with its focus and what is open in it. */
  function put(fresh) {
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = fresh.getElementById(part.id);
      if (!next || next.outerHTML === was.get(part)) continue;
      was.set(part, next.outerHTML);
      const focus = part.contains(document.activeElement) ? document.activeElement.id : "";
      const open = [...part.querySelectorAll("details[open][id]")].map((details) => details.id);
      part.replaceChildren(...next.childNodes);
      for (const attribute of next.attributes) part.setAttribute(attribute.name, attribute.value);
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    }
    document.title = fresh.title;
  }

  async function refresh() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      const answer = await fetch(location.href).catch(() => undefined);
      if (answer?.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } while (again);
    busy = false;
    document.documentElement.dataset.fresh = String(seen.number);
  }

  function follow() {
    const source = new EventSource("/_desk/events");
    source.addEventListener("message", (event) => {
      const now = JSON.parse(event.data);
      // Another start of the command has another key.
      if (seen.start !== undefined && seen.start !== now.start) return location.reload();
      if (now.number <= seen.number) return undefined;
      Object.assign(seen, { start: now.start, number: now.number });
      return refresh();
    });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) setTimeout(follow, 1000); });
    window.addEventListener("pagehide", () => source.close(), { once: true });
  }
  follow();

  // Files may be dropped anywhere on the page that takes them.
  const takes = () => document.querySelector("[data-drop]");
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Else the browser would open the file in the place of the desk.
    event.preventDefault();
    if (!takes()) return;
    document.body.classList.toggle("dropping", event.type === "dragover");
    if (event.type !== "drop") return;
    takes().querySelector('input[type="file"]').files = event.dataTransfer.files;
    takes().requestSubmit();
  };
  for (const type of ["dragover", "drop"]) document.addEventListener(type, over);
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  document.getElementById("asked")?.focus();

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy).textContent;
    navigator.clipboard.writeText(text).then(() => {
      const said = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = said; }, 2000);
    }, () => {});
  });
})();
