// A project in which every text that a record can hold is an attack, and small ones for what is refused.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { drawings, names, texts } from "./vectors.mjs";

/** Vectors are put four to a field, so that every field meets every vector in so many records. */
export const RECORDS = Math.ceil(texts.length / 4);
export const vectorsOf = (n) => [0, 1, 2, 3].map((k) => texts[n + k * RECORDS]).filter((text) => text !== undefined);
export const nasty = (n) => vectorsOf(n).join(" ");

const q = (text) => JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029]/g, (ch) => `\\u${ch.charCodeAt(0).toString(16).padStart(4, "0")}`);
/** A text that Markdown shows as it stands. */
const plain = (text) => text.replace(/\s+/g, " ").replace(/[!-/:-@[-`{-~]/g, "\\$&");
const record = (fields, body = "") => `+++\n${fields}\n+++\n\n${body}\n`;

/** A plain picture, unlike any other. */
function png(n, width = 640, height = 480) {
  const table = Array.from({ length: 256 }, (_, k) => { let c = k; for (let i = 0; i < 8; i += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  const crc = (bytes) => { let c = 0xffffffff; for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0; };
  const chunk = (name, data) => {
    const head = Buffer.alloc(4); head.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(name), data]);
    const tail = Buffer.alloc(4); tail.writeUInt32BE(crc(body));
    return Buffer.concat([head, body, tail]);
  };
  const head = Buffer.alloc(13); head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4); head[8] = 8; head[9] = 2;
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([(n * 7) % 256, (n * 31) % 256, 90]))]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

export function write(folder, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9" fill="#2b3a67"/></svg>';

/** The consortium's own record with a text in each field. */
export function consortium({ text = "Plain", base = "https://hostile.example/a/b/", url = "https://social.example/", offices = ["Plain"], langs = ["en", "ar"], more = "" } = {}) {
  const v = q(text);
  const office = (text, n) => `[[office]]\nid = "o${n}"\nkind = "head-office"\nname = ${q(text)}\naddress = ${q(text)}\ncountry = "IN"\nhours = ${q(text)}\nphone = ${q(text)}\nemail = "a@hostile.example"\n`;
  return `schema = 1
[consortium]
name = ${v}\nlegal_name = ${v}\nlegal_form = ${v}\nkind = "promotional"\ntagline = ${v}\nsummary = ${v}\ntown = ${v}\nregion = ${v}\ncountry = "IN"
base_url = ${q(base)}\nbuild_date = 2026-12-01\nsocial = [{ label = ${v}, url = ${q(url)} }]
${langs.map((tag) => `[[language]]\ntag = "${tag}"\n`).join("")}
[brand]\nlogo = "brand/logo.svg"\ncolors.primary = { srgb = "#1f3a5f", cmyk = [95, 75, 35, 25] }
[legal]\ncontroller = ${v}\naddress = ${v}\nemail = "a@hostile.example"\nregister = ${v}\ntax_id = ${v}\nprocessors = [${v}]\nresponsible_person = { name = ${v}, address = ${v}, email = "a@hostile.example" }
${offices.map(office).join("")}
[policy]\norder = { rule = "alphabetical" }
[enquiries]\nemail = "a@hostile.example"\nendpoint = "https://forms.hostile.example/enquiry"
${more}`;
}

export const category = (n, text) => `[[category]]\nid = "c${n}"\nname = ${q(text)}\nsummary = ${q(text)}
[[category.spec]]\nkey = "a"\nlabel = ${q(text)}\ntype = "text"\ncompare = true
[[category.spec]]\nkey = "b"\nlabel = ${q(`${text} b`)}\ntype = "choice"\nchoices = [${q(text)}, "other"]\n`;

export const scheme = (n, text) => `[[scheme]]\nid = "s${n}"\nname = ${q(text)}\ntype = "certificate"\nlevel = "company"\nexpiry = "optional"\nnumber = "optional"\nurl = "https://schemes.example/"\n`;

export function member(n, text, { website = "https://m.example/", body = plain(text) } = {}) {
  const v = q(text);
  return record(`name = ${v}\nlegal_name = ${v}\nbusiness_type = "manufacturer"\naddress = ${v}\ntown = ${v}\nregion = ${v}\ncountry = "IN"\njoined = 2020-01-01\nsummary = ${v}\nlogo = "logo.svg"
photos = [{ file = "works.png", alt = ${v}, kind = "works", credit = ${v} }]\ncategories = ["c${n}"]\nprocesses = [${v}]\nmachines = [{ name = ${v}, count = 4 }]\nsample = { days = 7, policy = ${v} }
lead_time = [{ days = 60 }]\nwebsite = ${q(website)}\nport = ${v}\nincoterms = ["FOB"]\npayment_terms = ${v}\nenquiry_email = "a@m.example"
certificates = [{ id = "x", scheme = "s${n}", number = ${v}, body = ${v}, holder = ${v}, scope = ${v}, url = "https://c.example/" }]
persons = [{ id = "p", role = ${v}, name = ${v}, name_latin = ${v}, phone = ${v}, email = "p@m.example", consent = { directory = true, dossiers = true } }]
consent = { directory = true, photos = true, personal_data = true }`, body);
}

export function product(n, text, { picture = "p.png", body = plain(text), name = text } = {}) {
  const v = q(text);
  return record(`name = ${q(name)}\nsku = ${v}\nsummary = ${v}\ncategory = "c${n}"\nphotos = [{ file = ${q(picture)}, alt = ${v} }]\nmoq = { value = 100, unit = "pcs" }\nmaterial = ${v}
spec = { a = ${v}, b = ${v} }\nvariants = [{ id = "v", name = ${v}, sizes = [${v}], sku = ${v} }]\nsample = { available = true, days = 7, cost = ${v} }\ncustomisation = [${v}]\ngi = { name = ${v}, user_no = ${v} }
warnings = ${v}\nstatus = "new"\npackaging = { inner = 1, carton = 20, l_cm = 60, w_cm = 40, h_cm = 36, net_kg = 14.4, gross_kg = 15.9 }\ncertificates = ["x"]`, body);
}

const event = (text) => record(`name = ${q(text)}\nkind = "trade-fair"\nstart = 2027-01-12\nend = 2027-01-15\ntimezone = "Europe/Berlin"\nvenue = ${q(text)}\naddress = ${q(text)}\ncountry = "DE"\nhall = ${q(text)}\nstand = ${q(text)}\nurl = "https://e.example/"
programme = [{ start = 2027-01-12T09:00:00, end = 2027-01-12T18:00:00, label = ${q(text)} }]`, plain(text));

export const page = (text, body = plain(text), more = "date = 2026-10-01") => record(`title = ${q(text)}\nsummary = ${q(text)}\n${more}`, body);

const translated = (text) => ({
  member: record(`name = ${q(text)}\ntown = ${q(text)}\nsummary = ${q(text)}\nprocesses = [${q(text)}]\nphotos = [{ file = "works.png", alt = ${q(text)} }]`, plain(text)),
  product: (picture) => record(`name = ${q(text)}\nsummary = ${q(text)}\nmaterial = ${q(text)}\nspec = { a = ${q(text)} }\nphotos = [{ file = ${q(picture)}, alt = ${q(text)} }]`, plain(text)),
  event: record(`name = ${q(text)}\nvenue = ${q(text)}\nprogramme = [{ label = ${q(text)} }]`, plain(text)),
  page: record(`title = ${q(text)}\nsummary = ${q(text)}`, plain(text)),
});

/** Everything at once; `outside` is a picture that lies beside the project and must not get in. */
export function everything(outside) {
  const all = Array.from({ length: RECORDS }, (_, n) => n);
  const logos = drawings([outside, "../../m1/works.png", "works.png", `file://${outside}`]);
  const files = {
    "consortium.toml": consortium({ text: vectorsOf(11).join(" "), offices: all.map(nasty), url: "https://social.example/?a=\"><script>&b='x'" }),
    "consortium.ar.toml": `[consortium]\nname = ${q(nasty(12))}\ntagline = ${q(nasty(13))}\nsummary = ${q(nasty(14))}\n`,
    "categories.toml": `units = [{ id = "u", name = ${q(nasty(3))} }]\n${all.map((n) => category(n, nasty(n))).join("")}`,
    "categories.ar.toml": all.map((n) => `[[category]]\nid = "c${n}"\nname = ${q(nasty(n))}\n`).join(""),
    "certificates.toml": all.map((n) => scheme(n, nasty(n))).join(""),
    "brand/logo.svg": logo,
  };
  for (const n of all) {
    const [text, picture] = [nasty(n), names[n] ?? "p.png"];
    const tr = translated(text);
    Object.assign(files, {
      [`members/m${n}/member.md`]: member(n, text), [`members/m${n}/member.ar.md`]: tr.member, [`members/m${n}/logo.svg`]: logos[n] ?? logo, [`members/m${n}/works.png`]: png(n + 100),
      [`members/m${n}/products/p.md`]: product(n, text, { picture }), [`members/m${n}/products/p.ar.md`]: tr.product(picture), [`members/m${n}/products/${picture}`]: png(n),
      [`events/e${n}.md`]: event(text), [`events/e${n}.ar.md`]: tr.event, [`pages/n${n}.md`]: page(text), [`pages/n${n}.ar.md`]: tr.page,
    });
  }
  // Names that differ by case or accent only.
  for (const [id, name] of [["twin-a", "Café Towel"], ["twin-b", "CAFÉ TOWEL"], ["twin-c", "Cafe\u0301 Towel"], ["twin-d", "Cafe Towel"]]) {
    files[`members/m0/products/${id}.md`] = product(0, "twin", { name, picture: `${id}.png` });
    files[`members/m0/products/${id}.png`] = png(200 + id.charCodeAt(5));
  }
  return files;
}

/** A project of one member and one product, sound but for what is asked for. */
export const small = (files = {}) => ({
  "consortium.toml": consortium({ langs: ["en"] }), "categories.toml": category(0, "Plain"), "certificates.toml": scheme(0, "Plain"), "brand/logo.svg": logo,
  "members/m0/member.md": member(0, "Plain"), "members/m0/logo.svg": logo, "members/m0/works.png": png(1), "members/m0/products/p.md": product(0, "Plain"), "members/m0/products/p.png": png(2),
  ...files,
});

export const picture = png;
