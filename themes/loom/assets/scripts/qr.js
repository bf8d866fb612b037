/* QR codes after ISO/IEC 18004 in byte mode, error correction L, versions 1 to 25: enough for a list that is
   handed over from screen to screen. Written for Fairfolio; gives rows of true (dark) and false. */
"use strict";

const FairfolioQr = (() => {
  // Table 9 of the standard, level L: check words of a block, and blocks, by version.
  const CHECK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
  const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
  const sizeOf = (version) => 17 + 4 * version;

  /* The field of 256 elements over x⁸ + x⁴ + x³ + x² + 1. */
  const EXP = [];
  const LOG = [];
  for (let power = 0, value = 1; power < 255; power += 1) {
    EXP[power] = value;
    LOG[value] = power;
    value = value & 128 ? (value << 1) ^ 0x11d : value << 1;
  }
  const times = (a, b) => (a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0);

  /** Check words of a block: the remainder of its division by the generator. */
  function check(data, count) {
    let generator = [1];
    for (let power = 0; power < count; power += 1) {
      const next = [...generator, 0];
      generator.forEach((value, at) => { next[at + 1] ^= times(value, EXP[power]); });
      generator = next;
    }
    const rest = [...data, ...new Array(count).fill(0)];
    for (let at = 0; at < data.length; at += 1) {
      const factor = rest[at];
      if (factor) generator.forEach((value, step) => { rest[at + step] ^= times(value, factor); });
    }
    return rest.slice(data.length);
  }

  /** Middles of the alignment patterns along one side. */
  function alignments(version) {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const rest = Array.from({ length: count - 1 }, (_, at) => sizeOf(version) - 7 - at * step);
    return [...rest, 6].reverse();
  }

  /** Words that a version holds, check words included. */
  function capacity(version) {
    const count = version === 1 ? 0 : Math.floor(version / 7) + 2;
    const aligned = count ? (25 * count - 10) * count - 55 : 0;
    const bits = (16 * version + 128) * version + 64 - aligned - (version >= 7 ? 36 : 0);
    return bits >> 3;
  }

  const room = (version) => capacity(version) - CHECK[version - 1] * BLOCKS[version - 1];

  /** Data and check words of a text, blocks interleaved. */
  function wordsOf(bytes, version) {
    const bits = [];
    const put = (value, length) => { for (let at = length - 1; at >= 0; at -= 1) bits.push((value >> at) & 1); };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach((byte) => put(byte, 8));
    put(0, Math.min(4, room(version) * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    const data = [];
    for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
    for (let pad = 0xec; data.length < room(version); pad ^= 0xec ^ 0x11) data.push(pad);
    const count = BLOCKS[version - 1];
    const short = Math.floor(data.length / count);
    const long = data.length % count;
    const blocks = [];
    for (let at = 0, block = 0; block < count; block += 1) {
      const length = short + (block >= count - long ? 1 : 0);
      blocks.push(data.slice(at, at + length));
      at += length;
    }
    const checks = blocks.map((block) => check(block, CHECK[version - 1]));
    const woven = (lists) => Array.from({ length: Math.max(...lists.map((list) => list.length)) })
      .flatMap((_, at) => lists.filter((list) => at < list.length).map((list) => list[at]));
    return [...woven(blocks), ...woven(checks)];
  }

  /** The remainder of a value with zeros behind it, put behind the value. */
  function withRemainder(value, generator, length) {
    let rest = value << length;
    for (let at = 31 - Math.clz32(rest || 1); at >= length; at -= 1) {
      if ((rest >> at) & 1) rest ^= generator << (at - length);
    }
    return (value << length) | rest;
  }

  /** A grid with all fixed patterns; `fixed` says where no data goes. */
  function frame(version) {
    const size = sizeOf(version);
    const dark = Array.from({ length: size }, () => new Array(size).fill(false));
    const fixed = Array.from({ length: size }, () => new Array(size).fill(false));
    const set = (x, y, value) => {
      if (x < 0 || y < 0 || x >= size || y >= size) return;
      dark[y][x] = value;
      fixed[y][x] = true;
    };
    for (let at = 0; at < size; at += 1) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
    for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
      for (let y = -4; y <= 4; y += 1) for (let x = -4; x <= 4; x += 1) {
        const far = Math.max(Math.abs(x), Math.abs(y));
        set(cx + x, cy + y, far !== 2 && far !== 4);
      }
    }
    const middles = alignments(version);
    const last = middles.at(-1);
    for (const cy of middles) for (const cx of middles) {
      if ((cx === 6 && cy === 6) || (cx === 6 && cy === last) || (cx === last && cy === 6)) continue;
      for (let y = -2; y <= 2; y += 1) for (let x = -2; x <= 2; x += 1) set(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
    }
    if (version >= 7) {
      const bits = withRemainder(version, 0x1f25, 12);
      for (let at = 0; at < 18; at += 1) {
        const value = ((bits >> at) & 1) === 1;
        set(size - 11 + (at % 3), Math.floor(at / 3), value);
        set(Math.floor(at / 3), size - 11 + (at % 3), value);
      }
    }
    format(set, size, 0);
    return { size, dark, fixed, set };
  }

  /** Level and mask, twice. */
  function format(set, size, mask) {
    const bits = withRemainder((1 << 3) | mask, 0x537, 10) ^ 0x5412;
    const bit = (at) => ((bits >> at) & 1) === 1;
    for (let at = 0; at <= 5; at += 1) set(8, at, bit(at));
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for (let at = 9; at < 15; at += 1) set(14 - at, 8, bit(at));
    for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, bit(at));
    for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, bit(at));
    set(8, size - 8, true);
  }

  const MASKS = [
    (x, y) => (x + y) % 2 === 0,
    (x, y) => y % 2 === 0,
    (x) => x % 3 === 0,
    (x, y) => (x + y) % 3 === 0,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
    (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
  ];

  /** Writes words in pairs of columns, up and down from the lower right. */
  function fill({ size, dark, fixed }, words) {
    let at = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step += 1) {
        const upwards = ((right + 1) & 2) === 0;
        const y = upwards ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (fixed[y][x]) continue;
          dark[y][x] = at < words.length * 8 && ((words[at >> 3] >> (7 - (at & 7))) & 1) === 1;
          at += 1;
        }
      }
    }
  }

  /** How hard a grid is to read: long runs, blocks, shapes like a corner, and much more of one colour. */
  function penalty(grid) {
    const size = grid.length;
    const line = (cells) => {
      const text = cells.map((cell) => (cell ? "1" : "0")).join("");
      const runs = text.match(/0{5,}|1{5,}/g) ?? [];
      const corners = text.match(/(?=10111010000|00001011101)/g) ?? [];
      return runs.reduce((sum, run) => sum + run.length - 2, 0) + 40 * corners.length;
    };
    let sum = 0;
    let dark = 0;
    for (let at = 0; at < size; at += 1) sum += line(grid[at]) + line(grid.map((row) => row[at]));
    for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) {
      dark += grid[y][x];
      const same = x + 1 < size && y + 1 < size && grid[y][x] === grid[y][x + 1] && grid[y][x] === grid[y + 1][x] && grid[y][x] === grid[y + 1][x + 1];
      if (same) sum += 3;
    }
    return sum + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
  }

  /** The code of a text, or nothing when it is too long. */
  function make(text) {
    const bytes = [...new TextEncoder().encode(text)];
    const fits = (version) => bytes.length + (version < 10 ? 2 : 3) <= room(version);
    const version = BLOCKS.map((_, at) => at + 1).find(fits);
    if (!version) return undefined;
    const words = wordsOf(bytes, version);
    let best;
    for (let mask = 0; mask < MASKS.length; mask += 1) {
      const grid = frame(version);
      fill(grid, words);
      grid.dark.forEach((row, y) => row.forEach((_, x) => { if (!grid.fixed[y][x] && MASKS[mask](x, y)) row[x] = !row[x]; }));
      format(grid.set, grid.size, mask);
      const points = penalty(grid.dark);
      if (!best || points < best.points) best = { points, rows: grid.dark };
    }
    return best.rows;
  }

  return { make };
})();
