/* The comparison page: the chosen products as columns, one row a field in the order of the specification.
   What was chosen comes from this browser's list or stands in the address, so that it can be sent. */
"use strict";

(() => {
  const { root, load, page, make, isCode, MOST } = Fairfolio;
  const { say, data: { groups, files } } = page();
  const at = (id) => document.getElementById(id);
  let sheets;

  /** Products of an address win over those kept: the address was sent by somebody. */
  function chosen() {
    const given = new URLSearchParams(location.hash.slice(1)).get("compare");
    return given ? given.split(",").filter(isCode).slice(0, MOST) : Fairfolio.kept.compare;
  }

  /** Every field once, in the order in which the products state them. */
  function fields(products) {
    const order = [];
    for (const { rows } of products) {
      let last = -1;
      for (const [key, label] of rows) {
        const known = order.findIndex((field) => field.key === key);
        if (known >= 0) last = known;
        else order.splice((last += 1), 0, { key, label });
      }
    }
    return order;
  }

  const valueOf = (product, key) => product.rows.find(([own]) => own === key)?.[2] ?? "";

  function cell(value) {
    if (value) return make("td", {}, make("bdi", {}, value));
    return make("td", {}, make("span", { class: "none" }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "vh" }, say("missing"))));
  }

  function column(code, product) {
    const remove = make("button", { type: "button", class: "plain-button", "aria-label": say("remove", { name: product.name }) }, "×");
    remove.addEventListener("click", () => change(chosen().filter((other) => other !== code)));
    const picture = product.picture ? make("img", { src: root + product.picture, alt: "", width: "480", height: "360", decoding: "async" }) : undefined;
    const tick = make("input", { type: "checkbox", "data-list": code });
    return make("th", { scope: "col" }, picture, make("a", { href: root + product.href }, product.name),
      make("span", { class: "column-do" }, make("label", { class: "tick" }, tick, make("span", {}, say("list"), make("span", { class: "vh" }, `: ${product.name}`))), remove));
  }

  function change(codes) {
    Fairfolio.keep({ compare: codes });
    history.replaceState(null, "", codes.length > 0 ? `#compare=${codes.join(",")}` : location.pathname + location.search);
    show();
    at("main").focus();
  }

  function show() {
    const known = chosen().filter((code) => sheets[code]);
    const products = known.map((code) => sheets[code]);
    at("none").hidden = known.length > 0;
    at("chosen").hidden = known.length === 0;
    const rows = fields(products).map(({ key, label }) => {
      const values = products.map((product) => valueOf(product, key));
      const row = make("tr", {}, make("th", { scope: "row" }, label), ...values.map(cell));
      row.hidden = at("different").checked && new Set(values).size < 2;
      return row;
    });
    at("heads").replaceChildren(make("th", { scope: "col" }, say("field")), ...known.map((code, n) => column(code, products[n])));
    at("rows").replaceChildren(...rows);
    Fairfolio.show();
    for (const link of document.querySelectorAll(".langs a")) link.hash = location.hash;
  }

  /** Only the groups of the chosen products are read. */
  async function start() {
    const wanted = new Set(chosen().map((code) => groups[code]).filter(Boolean));
    for (const group of wanted) ({ sheets } = await load(files[group]));
    sheets ??= {};
    if (chosen().length > 0) history.replaceState(null, "", `#compare=${chosen().join(",")}`);
    at("different").addEventListener("change", show);
    show();
    document.documentElement.dataset.ready = "compare";
  }

  window.addEventListener("hashchange", () => location.reload());
  start().catch(() => document.documentElement.classList.add("unfound"));
})();
