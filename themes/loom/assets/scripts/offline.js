/* On the page that stands in for one that is not here: it leaves in its list what this browser has kept, and
   offers the page that was wanted once more. Without this script the list names all pages. */
"use strict";

(() => {
  const site = new URL(Fairfolio.root || "./", location.href).href;

  /** Only pages of this site are offered: the address comes from the link by which one got here. */
  function wanted() {
    try {
      const address = new URL(decodeURIComponent(location.hash.slice(1)));
      return address.href.startsWith(site) ? address.href : undefined;
    } catch {
      return undefined;
    }
  }

  function offer() {
    const address = wanted();
    if (!address) return;
    const again = document.getElementById("again");
    again.querySelector("a").href = address;
    again.hidden = false;
  }

  /** A list without an entry goes with its heading; a heading whose own page is not here stays as text. */
  async function narrow() {
    const links = [...document.querySelectorAll("#kept a")];
    const here = await Promise.all(links.map((link) => caches.match(link.href, { ignoreSearch: true })));
    const gone = links.filter((_, at) => !here[at]);
    for (const link of gone) {
      if (link.closest("li")) link.closest("li").remove();
      else link.replaceWith(...link.childNodes);
    }
    document.getElementById("kept").hidden = here.every((found) => !found);
    for (const part of document.querySelectorAll("#kept section")) {
      if (!part.querySelector("li")) part.remove();
    }
  }

  offer();
  if (/^https?:$/.test(location.protocol) && window.caches) narrow().catch(() => {});
})();
