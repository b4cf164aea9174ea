// Reed-Solomon over GF(256), as QR codes use it: mends codewords that were smudged or covered.

const exp = new Uint8Array(512);
const log = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  exp[i] = exp[i + 255] = x;
  log[x] = i;
  x = (x << 1) ^ (x & 0x80 ? 0x11d : 0);
}
const mul = (a, b) => (a && b ? exp[log[a] + log[b]] : 0);
const inverse = (a) => exp[255 - log[a]];
const at = (poly, x) => poly.reduceRight((sum, c) => mul(sum, x) ^ c, 0); // poly[i] belongs to x^i

/** Mends block in place, whose last ecc codewords are the check; false when too much is wrong. */
export function correct(block, ecc) {
  const syndromes = Array.from({ length: ecc }, (_, i) => block.reduce((sum, c) => mul(sum, exp[i]) ^ c, 0));
  if (syndromes.every((s) => s === 0)) return true;
  const locator = locate(syndromes);
  const errors = locator.length - 1;
  if (errors * 2 > ecc) return false;
  const omega = evaluator(syndromes, locator, ecc);
  let mended = 0;
  for (let i = 0; i < block.length; i++) {
    const x = exp[255 - i]; // the inverse of the place that is i from the end
    if (at(locator, x) !== 0) continue;
    let slope = 0;
    for (let k = 1; k < locator.length; k += 2) slope ^= mul(locator[k], power(x, k - 1));
    if (!slope) return false;
    block[block.length - 1 - i] ^= mul(exp[i], mul(at(omega, x), inverse(slope)));
    mended++;
  }
  return mended === errors;
}

const power = (x, n) => (n === 0 ? 1 : exp[(log[x] * n) % 255]);

/** Berlekamp-Massey: the shortest recurrence of the syndromes. */
function locate(syndromes) {
  let [now, old, length, gap, last] = [[1], [1], 0, 1, 1];
  for (let n = 0; n < syndromes.length; n++) {
    let off = syndromes[n];
    for (let i = 1; i <= length; i++) off ^= mul(now[i] ?? 0, syndromes[n - i]);
    if (off === 0) { gap++; continue; }
    const before = [...now];
    const factor = mul(off, inverse(last));
    old.forEach((c, i) => { now[i + gap] = (now[i + gap] ?? 0) ^ mul(factor, c); });
    now = Array.from(now, (c) => c ?? 0);
    if (2 * length > n) { gap++; continue; }
    [length, old, last, gap] = [n + 1 - length, before, off, 1];
  }
  return now.slice(0, length + 1);
}

function evaluator(syndromes, locator, ecc) {
  const omega = new Array(ecc).fill(0);
  syndromes.forEach((s, i) => locator.forEach((c, k) => { if (i + k < ecc) omega[i + k] ^= mul(s, c); }));
  return omega;
}
