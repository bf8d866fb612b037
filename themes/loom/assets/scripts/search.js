/* The search page: looks words up in the index that the build made, narrows by facets, sorts, and keeps its
   state in the address behind `#`, so that a search can be sent, kept and gone back to, and no server hears of it. */
"use strict";

(() => {
  const { root, load, page, make } = Fairfolio;
  const form = document.getElementById("find");
  const { say, count, number, locale } = page();
  /** Cards that are shown at first; the others follow on demand. */
  const FIRST = 24;
  /** Other hits of a kind that are named at first. */
  const NAMED = 3;

  // What is known of a product, by place: see src/compose/search.rs.
  const P = { code: 0, name: 1, href: 2, sku: 3, member: 4, group: 5, picture: 6, strip: 7, label: 8, isNew: 9, values: 12 };
  const F = { id: 0, label: 1, atMost: 2, spec: 3, options: 4 };

  let index;
  let words;
  let posts;
  let shown = FIRST;

  /* Folding: must give what src/compose/fold.rs gives. */
  const DROPPED = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0621\u00ad\u200b-\u200f]/g;
  const ALIKE = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك" };
  const ARTICLE = /^(?:وال|بال|كال|فال|ال|لل)(?=.{3})/u;

  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(DROPPED, "")
      .replace(/[ßæœøđðłıþςٱةىیک]/g, (letter) => ALIKE[letter])
      .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
      .replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0);
  }

  function tokens(query) {
    return fold(query).split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean);
  }

  /** The first word that is not before a text. */
  function place(text) {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a word begins with the typed one but for a letter wrong, missing, too many or two changed round. */
  function isNear(word, typed) {
    let at = 0;
    while (at < typed.length && typed[at] === word[at]) at += 1;
    const rest = typed.slice(at + 1);
    return word.startsWith(rest, at + 1)
      || word.startsWith(rest, at)
      || word.startsWith(typed.slice(at), at + 1)
      || (typed[at] === word[at + 1] && typed[at + 1] === word[at] && word.startsWith(typed.slice(at + 2), at + 2));
  }

  /** Adds what stands under a word: the better of two ranks counts. */
  function collect(found, at, weight) {
    let doc = 0;
    for (const step of posts[at].split(",")) {
      const value = parseInt(step, 36);
      doc += value >> 2;
      const rank = (value & 3) * 4 + weight;
      if (rank > (found.get(doc) ?? 0)) found.set(doc, rank);
    }
  }

  function lookUp(typed) {
    const found = new Map();
    const forms = [...new Set([typed, typed.replace(ARTICLE, "")])];
    for (const form of forms) {
      for (let at = place(form); at < words.length && words[at].startsWith(form); at += 1) {
        collect(found, at, words[at] === form ? 3 : 2);
      }
    }
    if (found.size === 0 && typed.length >= 4) {
      for (const form of forms) {
        words.forEach((word, at) => { if (isNear(word, form)) collect(found, at, 0); });
      }
    }
    return found;
  }

  /** Every entry that has all words, with its rank; nothing typed gives nothing. */
  function search(query) {
    const all = tokens(query).map(lookUp);
    if (all.length === 0) return undefined;
    const [first, ...others] = all.sort((a, b) => a.size - b.size);
    const hits = new Map();
    for (const [doc, rank] of first) {
      if (others.every((other) => other.has(doc))) hits.set(doc, others.reduce((sum, other) => sum + other.get(doc), rank));
    }
    return hits;
  }

  /* Facets */

  const chosen = () => new URLSearchParams(location.hash.slice(1));

  function fits(product, facet, at, picked) {
    if (picked.length === 0) return true;
    const value = product[P.values][at];
    if (facet[F.atMost]) return value !== null && value <= Number(picked[0]);
    return value.some((option) => picked.includes(facet[F.options][option][0]));
  }

  /** Products that fit all facets, and for each facet those that fit all others: its counts come from them. */
  function narrow(products, state) {
    const picked = index.facets.map((facet) => state.getAll(facet[F.id]));
    const misses = products.map((at) => index.facets.filter((facet, f) => !fits(index.products[at], facet, f, picked[f])));
    return {
      fitting: products.filter((_, n) => misses[n].length === 0),
      of: (facet) => products.filter((_, n) => misses[n].every((miss) => miss === facet)),
    };
  }

  function countOf(facet, f, products, option, o) {
    const value = (at) => index.products[at][P.values][f];
    if (facet[F.atMost]) return products.filter((at) => value(at) !== null && value(at) <= Number(option[0])).length;
    return products.filter((at) => value(at).includes(o)).length;
  }

  /** A field of the specification is offered where at least half of what is listed states it. */
  function isOffered(facet, f, products, picked) {
    if (!facet[F.spec] || picked.length > 0) return true;
    const stated = products.filter((at) => index.products[at][P.values][f].length > 0).length;
    return stated > 0 && stated * 2 >= products.length;
  }

  function showFacets(narrowed, state) {
    const open = new Set([...document.querySelectorAll("#facets details[open]")].map((box) => box.dataset.facet));
    const focused = document.activeElement?.id;
    const boxes = index.facets.flatMap((facet, f) => {
      const picked = state.getAll(facet[F.id]);
      const products = narrowed.of(facet);
      if (!isOffered(facet, f, products, picked)) return [];
      const options = facet[F.options].map((option, o) => ({ option, n: countOf(facet, f, products, option, o) }));
      const useful = options.filter(({ option, n }) => n > 0 || picked.includes(option[0]));
      if (useful.length < 2 && picked.length === 0) return [];
      const first = facet[F.id] === "group" || facet[F.id] === "member";
      return [facetBox(facet, useful, picked, open.has(facet[F.id]) || picked.length > 0 || (open.size === 0 && first))];
    });
    document.getElementById("facets").replaceChildren(...boxes);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function facetBox(facet, options, picked, open) {
    const items = options.map(({ option: [id, label], n }) => {
      const type = facet[F.atMost] ? "radio" : "checkbox";
      const input = make("input", { type, name: facet[F.id], value: id, id: `f-${facet[F.id]}-${id}` });
      input.checked = picked.includes(id);
      return make("li", {}, make("label", { class: "tick" }, input, make("span", {}, make("bdi", {}, label)), make("small", {}, number(n))));
    });
    if (facet[F.atMost] && picked.length > 0) {
      const any = make("input", { type: "radio", name: facet[F.id], value: "", id: `f-${facet[F.id]}-any` });
      items.push(make("li", {}, make("label", { class: "tick" }, any, make("span", {}, say("any")))));
    }
    const box = make("details", { class: "facet", "data-facet": facet[F.id] }, make("summary", {}, facet[F.label]),
      make("fieldset", {}, make("legend", { class: "vh" }, facet[F.label]), make("ul", {}, ...items)));
    box.open = open;
    return box;
  }

  /* Order. Equal ones stay in the order of the house. */

  function order(products, hits, by) {
    const facet = (id) => index.facets.findIndex((facet) => facet[F.id] === id);
    const figure = (id) => (at) => index.products[at][P.values][facet(id)] ?? Infinity;
    const least = (value) => (a, b) => (value(a) === value(b) ? 0 : value(a) - value(b));
    const orders = index.facets.map((facet) => facet[F.id]).filter((id) => /^moq(-|$)/.test(id));
    const collator = new Intl.Collator(locale);
    const rules = {
      name: (a, b) => collator.compare(index.products[a][P.name], index.products[b][P.name]),
      // Each unit has figures of its own; the commonest comes first.
      moq: (a, b) => orders.reduce((found, id) => found || least(figure(id))(a, b), 0),
      lead: least(figure("lead-time")),
      match: (a, b) => (hits?.get(b) ?? 0) - (hits?.get(a) ?? 0),
    };
    return rules[by] ? [...products].sort(rules[by]) : products;
  }

  /* Results */

  function card(product) {
    const card = document.getElementById("card").content.firstElementChild.cloneNode(true);
    const part = (name) => card.querySelector(`[data-part="${name}"]`);
    const link = part("link");
    link.textContent = product[P.name];
    link.href = root + product[P.href];
    if (product[P.picture]) part("picture").src = root + product[P.picture];
    else part("picture").remove();
    if (!product[P.isNew]) part("new").remove();
    const member = index.members[product[P.member]];
    part("by").textContent = member ? member[1] : say("common");
    const strip = part("strip");
    product[P.strip].forEach((value, cell) => {
      const label = cell < 2 ? say(["moq", "lead"][cell]) : index.labels[product[P.label]];
      strip.append(make("div", {}, make("dt", {}, label), figure(value)));
    });
    for (const kind of ["list", "compare"]) {
      part(kind).dataset[kind] = product[P.code];
      part(`${kind}-of`).textContent = `: ${product[P.name]}`;
    }
    return card;
  }

  /** As the card of a page: the number large, its unit small; a missing value is said to be so. */
  function figure(value) {
    if (value === "–") return make("dd", {}, make("span", { class: "none" }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "vh" }, say("missing"))));
    const [amount, ...unit] = value.split(/[\u00a0 ]/);
    if (!/^[\p{N}]/u.test(amount) || unit.length === 0) return make("dd", {}, make("span", { class: "num text" }, value));
    return make("dd", {}, make("span", { class: "num" }, amount), " ", make("span", { class: "unit" }, unit.join(" ")));
  }

  function others(hits) {
    const box = document.getElementById("others");
    box.replaceChildren();
    if (!hits) return { total: 0, best: 0 };
    let start = index.products.length;
    let total = 0;
    let best = 0;
    const kinds = [
      ["members", index.members, (entry) => [entry[1], entry[2], entry[3]]],
      ["papers", index.papers, (entry) => [`${entry[1]}`, `${form.dataset.papers}#${entry[0]}`, `${entry[2]} · ${entry[3]}`]],
      ["pages", index.pages, (entry) => [entry[0], entry[1], ""]],
    ];
    for (const [kind, list, view] of kinds) {
      const first = start;
      const found = list.map((entry, at) => ({ entry, rank: hits.get(first + at) ?? 0 })).filter(({ rank }) => rank > 0);
      start += list.length;
      total += found.length;
      if (found.length === 0) continue;
      const links = found.sort((a, b) => b.rank - a.rank).map(({ entry }) => {
        const [name, href, about] = view(entry);
        return make("li", {}, make("a", { href: root + href }, make("bdi", {}, name)), about ? make("span", {}, make("bdi", {}, about)) : undefined);
      });
      best = Math.max(best, found[0].rank);
      box.append(make("section", {}, make("h2", { class: "small" }, say(kind)), folded(links)));
    }
    return { total, best };
  }

  /** The first few of a list, with a button that shows the others. */
  function folded(links) {
    const list = make("ul", { class: "hits" }, ...links.slice(0, NAMED));
    if (links.length <= NAMED) return list;
    const button = make("button", { type: "button", class: "plain-button" }, count("further", links.length - NAMED));
    button.addEventListener("click", () => {
      list.replaceChildren(...links);
      links[NAMED].querySelector("a").focus();
    });
    list.append(make("li", {}, button));
    return list;
  }

  /** Members, certificates and pages stand first where they are the better hits, else behind the products. */
  function placeOthers(first) {
    const box = document.getElementById("others");
    if (first) document.querySelector(".find-main").prepend(box);
    else document.querySelector(".find-fair").before(box);
  }

  function showAll() {
    const state = chosen();
    const query = state.get("q") ?? "";
    if (form.elements.q.value.trim() !== query) form.elements.q.value = query;
    const hits = search(query);
    const all = index.products.map((_, at) => at).filter((at) => !hits || hits.has(at));
    const narrowed = narrow(all, state);
    const by = state.get("sort") ?? "match";
    form.elements.sort.value = by;
    const products = order(narrowed.fitting, hits, by);
    const named = others(hits);
    placeOthers(named.best > 0 && named.best >= Math.max(0, ...products.map((at) => hits?.get(at) ?? 0)));
    showFacets(narrowed, state);
    const cards = products.slice(0, shown).map((at) => card(index.products[at]));
    document.getElementById("results").replaceChildren(...cards);
    document.getElementById("more").hidden = products.length <= shown;
    const filters = index.facets.some((facet) => state.has(facet[F.id]));
    document.getElementById("reset").hidden = !filters && !query;
    const nothing = products.length === 0 && (named.total === 0 || filters);
    document.getElementById("nothing").hidden = !nothing;
    tell(count("found", products.length));
    Fairfolio.show();
    for (const link of document.querySelectorAll(".langs a")) link.hash = location.hash;
  }

  /* Said once the typing rests, so that a reader is not told of every letter. */
  let rest;
  function tell(text) {
    document.getElementById("count").textContent = text;
    clearTimeout(rest);
    rest = setTimeout(() => { document.getElementById("told").textContent = text; }, 600);
  }

  /* State */

  function read() {
    const state = new URLSearchParams();
    const query = form.elements.q.value.trim();
    if (query) state.set("q", query);
    for (const input of document.querySelectorAll("#facets input:checked")) if (input.value) state.append(input.name, input.value);
    if (form.elements.sort.value !== "match") state.set("sort", form.elements.sort.value);
    return state.toString();
  }

  function go(replace) {
    shown = FIRST;
    const state = read();
    const address = state ? `#${state}` : location.pathname + location.search;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    showAll();
  }

  /** On a wide screen the filters stand beside the list, else behind a button. */
  const sidebar = matchMedia("(min-width: 64rem)");
  const unfold = () => { document.getElementById("filters").open = sidebar.matches; };

  function start(loaded) {
    index = loaded.index;
    words = index.words.split(" ");
    posts = index.posts.split(";");
    document.documentElement.classList.add("finding");
    let typing = false;
    form.elements.q.addEventListener("input", () => { go(typing); typing = true; });
    form.elements.q.addEventListener("change", () => { typing = false; });
    form.addEventListener("submit", (event) => { event.preventDefault(); document.getElementById("h-results").focus(); });
    form.elements.sort.addEventListener("change", () => go(false));
    document.getElementById("facets").addEventListener("change", () => go(false));
    document.getElementById("reset").addEventListener("click", () => {
      history.pushState(null, "", location.pathname + location.search);
      showAll();
      form.elements.q.focus();
    });
    document.getElementById("more").addEventListener("click", () => {
      const before = shown;
      shown += 4 * FIRST;
      showAll();
      document.getElementById("results").children[before]?.querySelector("a").focus();
    });
    window.addEventListener("popstate", showAll);
    sidebar.addEventListener("change", unfold);
    unfold();
    showAll();
    document.documentElement.dataset.ready = "search";
  }

  load(form.dataset.index).then(start, () => document.documentElement.classList.add("unfound"));
})();
