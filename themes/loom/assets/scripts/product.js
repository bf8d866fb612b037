/* A product's page: pictures one by one in a window, by key, button or a stroke of the finger; and what the
   visitor's quantity takes of a container. Without this script pictures and whole loads stand on the page. */
"use strict";

(() => {
  const { page, make } = Fairfolio;
  const { say, count, number, locale, data: { load, moq } } = page();
  const at = (id) => document.getElementById(id);

  /* Container load */

  /** Whole cartons for a quantity, and how much of each container they take. */
  function loaded(quantity) {
    const cartons = Math.ceil(quantity / load.pieces);
    const rows = [
      [say("volume"), `${number(cartons * load.m3)}\u00a0m³`],
      ...(load.kg === null ? [] : [[say("weight"), `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(cartons * load.kg)}\u00a0kg`]]),
      ...load.containers.map(({ name, cartons: room }) => [name, share(cartons / room)]),
    ];
    return make("dl", { class: "rows" }, make("div", {}, make("dt", {}, count("cartons", cartons)), make("dd", {}, `${number(cartons * load.pieces)}\u00a0${load.unit}`)),
      ...rows.map(([label, value]) => make("div", {}, make("dt", {}, label), make("dd", {}, value))));
  }

  function share(part) {
    const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
    if (part <= 1) return percent.format(part < 0.005 ? 0.01 : part);
    const full = Math.ceil(part - 1e-9);
    return `${count("containers", full)} · ${percent.format(part)}`;
  }

  function showLoad() {
    const quantity = Math.floor(Number(at("load-n").value));
    at("load").replaceChildren(...(quantity > 0 && quantity < 1e9 ? [loaded(quantity)] : []));
  }

  if (load && at("load-n")) {
    at("load-n").value = moq ? String(Math.ceil(moq)) : "";
    at("load-n").addEventListener("input", showLoad);
    showLoad();
  }

  /* Gallery */

  const pictures = [...document.querySelectorAll("#gallery .pic")].filter((picture) => picture.querySelector("img"));
  const shown = at("window");
  let place = 0;

  function show(next) {
    place = (next + pictures.length) % pictures.length;
    const picture = pictures[place].cloneNode(true);
    for (const source of picture.querySelectorAll("[sizes]")) source.sizes = "100vw";
    picture.querySelector("img").loading = "eager";
    at("window-pic").replaceChildren(picture);
    at("window-told").textContent = say("picture", { n: number(place + 1), all: number(pictures.length) });
    for (const id of ["window-back", "window-on"]) at(id).hidden = pictures.length < 2;
  }

  /** Onwards is to the left where writing goes to the left. */
  const onwards = document.documentElement.dir === "rtl" ? -1 : 1;

  if (shown && pictures.length > 0) {
    pictures.forEach((picture, n) => {
      const button = at("enlarge").content.firstElementChild.cloneNode(true);
      button.addEventListener("click", () => { show(n); shown.showModal(); });
      picture.parentElement.append(button);
    });
    at("window-back").addEventListener("click", () => show(place - 1));
    at("window-on").addEventListener("click", () => show(place + 1));
    at("window-close").addEventListener("click", () => shown.close());
    shown.addEventListener("keydown", ({ key }) => {
      if (key === "ArrowRight") show(place + onwards);
      if (key === "ArrowLeft") show(place - onwards);
    });
    let from;
    shown.addEventListener("pointerdown", ({ clientX }) => { from = clientX; });
    shown.addEventListener("pointerup", ({ clientX }) => {
      const way = clientX - (from ?? clientX);
      from = undefined;
      if (Math.abs(way) > 40) show(place - Math.sign(way) * onwards);
    });
  }
  document.documentElement.dataset.ready = "product";
})();
