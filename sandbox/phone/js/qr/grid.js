// From a square of dark and light cells to what the code says. Versions 1 to 10, which hold far
// more than an address.
import { correct } from './correct.js';

export const largest = 10;

const perBlock = {
  1: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18], 0: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
  3: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24], 2: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28],
};
const blocks = {
  1: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4], 0: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5],
  3: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8], 2: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8],
};
const masks = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3), (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The text of a code, or null. cell(x, y) is 1 for dark; size is the number of cells along an edge. */
export function readGrid(cell, size) {
  const version = (size - 17) / 4;
  const format = formatOf(cell, size);
  if (format === null || version > largest) return null;
  const words = codewords(cell, size, reserved(version, size), masks[format & 7]);
  const data = mend(words, version, format >> 3);
  return data && textOf(data, version);
}

/** Level and mask, from the better of the two copies. */
function formatOf(cell, size) {
  const first = [...[0, 1, 2, 3, 4, 5].map((i) => [8, i]), [8, 7], [8, 8], [7, 8], ...[5, 4, 3, 2, 1, 0].map((i) => [i, 8])];
  const second = Array.from({ length: 15 }, (_, i) => (i < 8 ? [size - 1 - i, 8] : [8, size - 15 + i]));
  let best = { off: 4, value: null };
  for (const places of [first, second]) {
    const seen = places.reduce((sum, [x, y], i) => sum | (cell(x, y) << i), 0);
    for (let value = 0; value < 32; value++) {
      const off = ones(seen ^ formatBits(value));
      if (off < best.off) best = { off, value };
    }
  }
  return best.value;
}

function formatBits(value) {
  let rest = value;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((value << 10) | rest) ^ 0x5412;
}

function ones(n) {
  let count = 0;
  for (let rest = n; rest; rest &= rest - 1) count++;
  return count;
}

export function alignments(version) {
  if (version === 1) return [];
  const size = version * 4 + 17;
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - i * step).reverse()];
}

/** Which cells carry patterns instead of data. */
function reserved(version, size) {
  const taken = new Uint8Array(size * size);
  const block = (x0, y0, w, h) => { for (let y = y0; y < y0 + h; y++) taken.fill(1, y * size + x0, y * size + x0 + w); };
  block(0, 0, 9, 9);
  block(size - 8, 0, 8, 9);
  block(0, size - 8, 9, 8);
  block(6, 0, 1, size);
  block(0, 6, size, 1);
  const places = alignments(version);
  const end = places.length - 1;
  places.forEach((x, i) => places.forEach((y, j) => {
    if (!((i === 0 && (j === 0 || j === end)) || (i === end && j === 0))) block(x - 2, y - 2, 5, 5);
  }));
  if (version >= 7) {
    block(size - 11, 0, 3, 6);
    block(0, size - 11, 6, 3);
  }
  return taken;
}

/** The cells in their order, two columns at a time, up and down. */
function codewords(cell, size, taken, mask) {
  const words = [];
  let [word, bits] = [0, 0];
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let i = 0; i < size; i++) {
      const y = up ? size - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (taken[y * size + x]) continue;
        word = (word << 1) | (cell(x, y) ^ (mask(x, y) === 0 ? 1 : 0));
        if (++bits === 8) { words.push(word); [word, bits] = [0, 0]; }
      }
    }
  }
  return words;
}

/** Takes the interleaved blocks apart and mends each. */
function mend(words, version, level) {
  const count = blocks[level][version - 1];
  const ecc = perBlock[level][version - 1];
  const short = Math.floor(words.length / count) - ecc; // data in a short block
  const shorts = count - (words.length % count);
  const list = Array.from({ length: count }, () => []);
  let at = 0;
  for (let i = 0; i <= short; i++) list.forEach((block, b) => { if (i < short || b >= shorts) block.push(words[at++]); });
  for (let i = 0; i < ecc; i++) list.forEach((block) => block.push(words[at++]));
  if (!list.every((block) => correct(block, ecc))) return null;
  return list.flatMap((block) => block.slice(0, block.length - ecc));
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function textOf(data, version) {
  let place = 0;
  const left = () => data.length * 8 - place;
  const take = (n) => {
    let value = 0;
    for (let i = 0; i < n; i++, place++) value = (value << 1) | ((data[place >> 3] >> (7 - (place & 7))) & 1);
    return value;
  };
  const wide = version >= 10;
  const bytes = [];
  const letters = (text) => bytes.push(...[...text].map((c) => c.charCodeAt(0)));
  while (left() >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 4) for (let n = take(wide ? 16 : 8); n > 0; n--) bytes.push(take(8));
    else if (mode === 1) for (let n = take(wide ? 12 : 10); n > 0; n -= 3) letters(String(take([0, 4, 7, 10][Math.min(n, 3)])).padStart(Math.min(n, 3), '0'));
    else if (mode === 2) {
      let n = take(wide ? 11 : 9);
      for (; n > 1; n -= 2) { const pair = take(11); letters(alphabet[Math.floor(pair / 45)] + alphabet[pair % 45]); }
      if (n) letters(alphabet[take(6)]);
    } else if (mode === 7) take(8); // which character set: it is UTF-8
    else return null;
  }
  return bytes.length ? new TextDecoder().decode(new Uint8Array(bytes)) : null;
}
