/* The enquiry page: shows the list with who answers for each line, and sends it: by form service, mail or
   WhatsApp, as a file, on paper, or as a code for another screen. Nothing leaves before the visitor sends. */
"use strict";

(() => {
  const { root, load, page, make, isCode, sheet } = Fairfolio;
  const { split, byForm, byMail, mails, full } = FairfolioSplit;
  const { say, count, number, locale, data: { desk } } = page();
  const box = document.getElementById("desk");
  const form = document.getElementById("ask");
  const at = (id) => document.getElementById(id);
  const FIELDS = ["name", "company", "town", "email", "phone", "date", "note"];
  /** A quantity that nobody means. */
  const MOST = 9_999_999;

  // What is known of a product, by place: see src/compose/search.rs.
  const P = { code: 0, name: 1, href: 2, sku: 3, member: 4, unit: 10, makers: 11 };

  let index;
  let products;
  let reference = newReference();
  let sent = new Set();

  function newReference() {
    const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    return [...crypto.getRandomValues(new Uint8Array(7))].map((byte) => letters[byte % 32]).join("");
  }

  const today = () => Math.floor(Date.now() / 86_400_000);
  const order = () => index.members.map(([id]) => id);

  /** The list with what the index knows; products that are no longer offered stand apart. */
  function lines() {
    return Object.entries(Fairfolio.kept.lines).map(([code, { n, remark }]) => {
      const product = products.get(code);
      if (!product) return { code, gone: true };
      const member = index.members[product[P.member]]?.[0] ?? "";
      const maker = index.members[product[P.member]]?.[1] ?? "";
      return { code, n, remark: remark ?? "", name: product[P.name], href: product[P.href], sku: product[P.sku], unit: product[P.unit], member, maker };
    });
  }

  const offered = () => lines().filter((line) => !line.gone);
  const parted = () => split(offered(), desk, today(), order());

  /* The list */

  function whoAnswers(line, of) {
    if (desk.kind === "sales") return say("to_office");
    const ids = of.get(line);
    if (line.member) {
      const way = desk.members[line.member];
      return say(way?.endpoint || way?.email ? "direct" : "through");
    }
    if (ids.length === 0) return say("to_office");
    return desk.common === "all-makers" ? say("all") : say("turn", { name: desk.members[ids[0]].name });
  }

  function lineRow(line) {
    const known = Fairfolio.kept.lines[line.code];
    const amount = make("input", { type: "number", min: "1", max: String(MOST), step: "1", inputmode: "numeric", value: known.n ? String(known.n) : undefined, autocomplete: "off", id: `n-${line.code}` });
    const remark = make("input", { type: "text", maxlength: "120", value: known.remark, autocomplete: "off", id: `r-${line.code}` });
    const keep = () => {
      const n = Math.min(MOST, Math.max(0, Math.floor(Number(amount.value)) || 0));
      Fairfolio.setLine(line.code, { ...(n ? { n } : {}), ...(remark.value.trim() ? { remark: remark.value.trim() } : {}) });
      renew();
    };
    amount.addEventListener("change", keep);
    remark.addEventListener("change", keep);
    const unit = line.unit ? ` (${line.unit})` : "";
    return make("li", { class: "line" },
      make("p", { class: "line-name" }, make("a", { href: root + line.href }, line.name), line.sku ? make("small", { class: "code" }, make("bdi", { dir: "ltr" }, line.sku)) : undefined),
      make("label", { class: "field line-n" }, make("span", {}, say("quantity") + unit), amount),
      make("label", { class: "field line-r" }, make("span", {}, say("remark")), remark),
      remover(line.code, line.name));
  }

  function remover(code, name) {
    const button = make("button", { type: "button", class: "plain-button line-x", "aria-label": say("remove", { name }) }, "×");
    button.addEventListener("click", () => {
      Fairfolio.setLine(code);
      renew();
      showLines();
      at("h-lines").scrollIntoView({ block: "nearest" });
      (at("lines").querySelector("input") ?? at("main")).focus();
    });
    return button;
  }

  function showLines() {
    const all = lines();
    const known = all.filter((line) => !line.gone);
    const { of } = split(known, desk, today(), order());
    const groups = new Map();
    for (const line of known) {
      const key = line.member || `common ${whoAnswers(line, of)}`;
      groups.set(key, [...(groups.get(key) ?? []), line]);
    }
    const place = (key) => { const found = order().indexOf(key); return found < 0 ? -1 : found; };
    const sorted = [...groups].sort(([a], [b]) => place(a) - place(b));
    const parts = sorted.map(([, group]) => make("section", { class: "line-group" },
      make("h3", {}, make("bdi", {}, group[0].maker || say("common"))),
      make("p", { class: "who" }, whoAnswers(group[0], of)),
      make("ul", {}, ...group.map(lineRow))));
    const gone = all.filter((line) => line.gone);
    if (gone.length > 0) {
      parts.push(make("section", { class: "line-group" }, make("h3", {}, say("gone")),
        make("ul", {}, ...gone.map((line) => make("li", { class: "line" }, make("p", { class: "line-name code" }, line.code), remover(line.code, line.code))))));
    }
    at("lines").replaceChildren(...parts);
    at("ask-count").textContent = count("count", known.length);
    const isEmpty = all.length === 0;
    at("empty").hidden = !isEmpty;
    form.hidden = isEmpty;
    at("ways").hidden = isEmpty;
    showWays();
  }

  /* What is written */

  const contact = () => Object.fromEntries(FIELDS.map((field) => [field, form.elements[field].value.trim()]));

  function head(to) {
    const own = contact();
    const known = FIELDS.filter((field) => own[field]).map((field) => `${say(field)}: ${own[field]}`);
    const passed = to.id === "" ? passedOn(to.through) : [];
    return [say("subject", { ref: reference }), ...known, ...passed].join("\r\n");
  }

  const passedOn = (names) => (names?.length ? [say("pass_on", { name: names.join(", ") })] : []);

  /** Firms that one way does not reach: the office passes their lines on. */
  const notReached = ({ parts }, way) => parts.filter((part) => !part.way[way]).map((part) => part.way.name);

  /** The office is told whose each line is; a firm knows. */
  const named = (part) => part.lines.map((line) => (part.id === "" && line.maker ? { ...line, name: `${line.name} (${line.maker})` } : line));

  function dataOf(part) {
    const own = part.lines.map(({ code, n, unit, sku, name, maker, remark }) => ({ code, sku, name, maker, quantity: n ?? null, unit, remark }));
    return { format: "fairfolio-enquiry-1", reference, language: document.documentElement.lang, ...contact(), lines: own };
  }

  function textOf(part) {
    return [head(part), "", ...named(part).map(full), ""].join("\r\n");
  }

  /* Ways */

  function showWays() {
    const all = parted();
    const receivers = byForm(all);
    at("by-form").hidden = !desk.office.endpoint;
    const told = [say("whole", { name: desk.office.name }),
      ...all.parts.map((part) => say(part.way.endpoint ? "lines" : "lines_through", { name: part.way.name }))];
    at("receivers").replaceChildren(...told.map((text) => make("li", {}, text)));
    at("send").disabled = receivers.every((part) => sent.has(part.id)) || all.office.lines.length === 0;
    at("by-mail").hidden = byMail(all).length === 0;
    const links = byMail(all).flatMap((part) => {
      const to = { ...part, through: notReached(all, "email") };
      const hrefs = mails(part.way.email, say("subject", { ref: reference }), head(to), named(to));
      return hrefs.map((href, n) => {
        const name = hrefs.length > 1 ? say("part", { name: part.way.name, n: number(n + 1), all: number(hrefs.length) }) : part.way.name;
        return make("li", {}, make("a", { href }, make("bdi", {}, name), " ", make("small", {}, count("count", part.lines.length))));
      });
    });
    at("mails").replaceChildren(...links);
    const whatsapp = at("whatsapp");
    if (whatsapp) {
      const written = mails("", "", head({ ...all.office, through: all.parts.map((part) => part.way.name) }), named(all.office));
      whatsapp.replaceChildren(...written.map((href, n) => {
        const text = href.slice(href.indexOf("&body=") + 6);
        const to = written.length > 1 ? say("part", { name: desk.office.name, n: number(n + 1), all: number(written.length) }) : desk.office.name;
        return make("li", {}, make("a", { href: `https://wa.me/${desk.whatsapp}?text=${text}`, rel: "noopener noreferrer" }, make("bdi", {}, to)));
      }));
    }
    showCode();
  }

  /** What was changed is another enquiry: it may be sent again, under a reference of its own. */
  function renew() {
    if (sent.size > 0) {
      reference = newReference();
      sent = new Set();
      at("sent").replaceChildren();
    }
    showWays();
  }

  async function post(part, all) {
    const to = { ...part, through: notReached(all, "endpoint") };
    const fields = { subject: say("subject", { ref: reference }), reference, part: part.id ? "own-lines" : "whole", to: part.way.name, language: locale.slice(0, 2), ...contact(),
      lines: named(to).map(full).join("\n"), forward: part.id ? "" : to.through.join(", "), data: JSON.stringify(dataOf(part)), website: "" };
    try {
      const answer = await fetch(part.way.endpoint, {
        method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" },
        credentials: "omit", referrerPolicy: "no-referrer",
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  async function send(event) {
    event.preventDefault();
    // A program filled the field that people do not see.
    if (form.elements.website.value) return;
    const all = parted();
    const open = byForm(all).filter((part) => !sent.has(part.id));
    at("send").disabled = true;
    at("sent").replaceChildren(make("p", {}, say("sending")));
    const results = await Promise.all(open.map(async (part) => ({ part, ok: await post(part, all) })));
    const told = results.map(({ part, ok }) => make("p", { class: ok ? "good" : "bad" }, say(ok ? "sent" : "failed", { name: part.way.name })));
    results.filter(({ ok }) => ok).forEach(({ part }) => sent.add(part.id));
    const done = byForm(all).every((part) => sent.has(part.id));
    at("sent").replaceChildren(...told, ...(done ? [make("p", { class: "good" }, make("strong", {}, say("done", { ref: reference })))] : []));
    at("send").disabled = done;
  }

  function save(name, type, text) {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: `${name}-${reference}.${type.includes("json") ? "json" : "txt"}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  function showCode() {
    const place = at("code");
    if (place.hidden) return;
    const known = Object.fromEntries(offered().map((line) => [line.code, line]));
    const rows = FairfolioQr.make(`${desk.page}#list=${sheet(known)}`);
    place.replaceChildren(rows ? drawing(rows) : make("p", { class: "note" }, say("too_long")));
  }

  function drawing(rows) {
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      return element;
    };
    const size = rows.length + 8;
    const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
    const code = svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": say("code"), class: "qr", "shape-rendering": "crispEdges" });
    code.append(svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: path, fill: "#000" }));
    return code;
  }

  /* A list that came with the address */

  function handed() {
    const given = new URLSearchParams(location.hash.slice(1)).get("list") ?? "";
    const entries = given.split(",").map((entry) => entry.split("*")).filter(([code]) => isCode(code));
    return Object.fromEntries(entries.map(([code, n]) => [code, Number(n) > 0 ? { n: Math.min(MOST, Math.floor(Number(n))) } : {}]));
  }

  function offerHanded() {
    const given = handed();
    history.replaceState(null, "", location.pathname + location.search);
    const codes = Object.keys(given);
    const kept = Fairfolio.kept.lines;
    if (codes.length === 0 || sheet(given) === sheet(kept)) return;
    // From page to page of a folder, where the browser keeps nothing.
    if (location.protocol === "file:" && Object.keys(kept).length === 0) {
      Fairfolio.keep({ lines: given });
      return;
    }
    const note = at("handed");
    note.querySelector("p").textContent = count("handed", codes.length);
    note.hidden = false;
    at("take").addEventListener("click", () => { Fairfolio.keep({ lines: { ...kept, ...given } }); note.hidden = true; showLines(); at("main").focus(); });
    at("leave").addEventListener("click", () => { note.hidden = true; at("main").focus(); });
  }

  function start(loaded) {
    index = loaded.index;
    products = new Map(index.products.map((product) => [product[P.code], product]));
    offerHanded();
    form.elements.date.value = Fairfolio.kept.date;
    form.elements.note.value = Fairfolio.kept.note;
    form.addEventListener("submit", send);
    form.addEventListener("input", (event) => {
      if (event.target === form.elements.date || event.target === form.elements.note) Fairfolio.keep({ [event.target.name]: event.target.value });
    });
    form.addEventListener("change", (event) => { if (FIELDS.includes(event.target.name)) renew(); });
    at("clear").addEventListener("click", () => { Fairfolio.clear(); form.elements.date.value = ""; form.elements.note.value = ""; renew(); showLines(); at("main").focus(); });
    at("print").addEventListener("click", () => window.print());
    at("save-text").addEventListener("click", () => save("enquiry", "text/plain", `\ufeff${textOf({ ...parted().office, through: [] })}`));
    at("save-data").addEventListener("click", () => save("enquiry", "application/json", `${JSON.stringify(dataOf(parted().office), null, 1)}\n`));
    at("show-code").addEventListener("click", (event) => {
      at("code").hidden = !at("code").hidden;
      event.target.setAttribute("aria-expanded", String(!at("code").hidden));
      showCode();
    });
    document.addEventListener("fairfolio:kept", showLines);
    showLines();
    document.documentElement.dataset.ready = "enquiry";
  }

  load(box.dataset.index).then(start, () => { at("broken").hidden = false; document.documentElement.classList.add("unfound"); });
})();
