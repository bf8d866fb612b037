/* Parts an enquiry among its receivers: each firm gets its own lines, the office alone the whole. Pure, so that
   a test can hold it to that; the rules come from the consortium's records (src/compose/enquiry.rs). */
"use strict";

const FairfolioSplit = (() => {
  /** Longest `mailto:` address that all mail programs take, in encoded characters. */
  const LONGEST = 1600;

  /** Who answers for a line: ids of members; nobody where the office alone does. `day` counts days since 1970. */
  function receivers(line, desk, day) {
    if (line.member) return desk.members[line.member] ? [line.member] : [];
    const makers = (desk.makers[line.code] ?? []).filter((id) => desk.members[id]);
    if (desk.common === "all-makers") return makers;
    // Each day it is another maker's turn; another product begins with another maker.
    if (desk.common === "rotation" && makers.length > 0) return [makers[(day + offset(line.code)) % makers.length]];
    return [];
  }

  function offset(code) {
    return [...code].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 0);
  }

  /** One part for each firm that has lines, in the order of `order`, and the whole for the office. */
  function split(lines, desk, day, order) {
    const of = new Map(lines.map((line) => [line, receivers(line, desk, day)]));
    const members = order.filter((id) => lines.some((line) => of.get(line).includes(id)));
    const parts = members.map((id) => ({ id, way: desk.members[id], lines: lines.filter((line) => of.get(line).includes(id)) }));
    return { office: { id: "", way: desk.office, lines }, parts, of };
  }

  /** What is sent by form: to each firm with a form service of its own, and the whole to the office. */
  function byForm({ office, parts }) {
    return [office, ...parts].filter((part) => part.way.endpoint);
  }

  /** The same by mail. */
  function byMail({ office, parts }) {
    return [office, ...parts].filter((part) => part.way.email);
  }

  /** Mails for a part: one with names and numbers; else one with short codes; else as many as it takes. */
  function mails(address, subject, head, lines) {
    const href = (body) => `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
    const body = (write, some) => [head, "", ...some.map(write)].join("\r\n");
    for (const write of [full, compact]) {
      const whole = href(body(write, lines));
      if (whole.length <= LONGEST) return [whole];
    }
    const out = [];
    let some = [];
    for (const line of lines) {
      if (some.length > 0 && href(body(compact, [...some, line])).length > LONGEST) {
        out.push(href(body(compact, some)));
        some = [];
      }
      some.push(line);
    }
    return [...out, href(body(compact, some))];
  }

  const amount = (line) => (line.n ? `${line.n} ${line.unit ?? ""}`.trim() : "?");

  /** A line in words. */
  function full(line) {
    const number = line.sku || line.code;
    return `${amount(line)} × ${line.name} [${number}]${line.remark ? ` – ${line.remark}` : ""}`;
  }

  /** A line in its shortest form: how many of which number. */
  function compact(line) {
    return `${line.n || "?"} x ${line.sku || line.code}${line.remark ? ` ${line.remark.slice(0, 40)}` : ""}`;
  }

  return { split, byForm, byMail, mails, full, LONGEST };
})();
