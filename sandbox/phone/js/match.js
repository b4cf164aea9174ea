// Reading a picture of a code. The browser's own detector when it has one; otherwise the
// picture is compared with those of the ways the sandbox knows, and that is said.
import { safeURL } from './dom.js';

const side = 96; // cells per edge when two codes are compared
const alike = 0.06; // at most this share of differing cells is the same code
const most = 500; // ways that are compared

/**
 * Returns {how: 'detector', text}, {how: 'compared', way, diff}, {how: 'none', count} or
 * {how: 'empty'} when there is no dark square in it. Throws when it is not a picture.
 */
export async function readCode(file, ways) {
  const bitmap = await createImageBitmap(file);
  const text = await detect(bitmap);
  if (text) return { how: 'detector', text };
  const seen = signature(bitmap);
  if (!seen) return { how: 'empty' };
  return nearest(seen, ways.filter((w) => w.qr).slice(0, most));
}

async function detect(bitmap) {
  try {
    if (!('BarcodeDetector' in globalThis)) return '';
    const formats = await BarcodeDetector.getSupportedFormats();
    if (!formats.includes('qr_code')) return '';
    const [code] = await new BarcodeDetector({ formats: ['qr_code'] }).detect(bitmap);
    return code?.rawValue ?? '';
  } catch {
    return ''; // a detector that is there but does not work
  }
}

async function nearest(seen, ways) {
  let best = { diff: 1 };
  let second = 1;
  for (const way of ways) {
    const other = await pictureOfWay(way);
    const diff = other ? difference(seen, other) : 1;
    if (diff < best.diff) {
      second = best.diff;
      best = { way, diff };
    } else if (diff < second) second = diff;
  }
  if (best.way && best.diff <= alike && best.diff < second / 2) return { how: 'compared', way: best.way, diff: best.diff, count: ways.length };
  return { how: 'none', count: ways.length };
}

async function pictureOfWay(way) {
  try {
    const res = await fetch(local(way.qr));
    return res.ok ? signature(await createImageBitmap(await res.blob())) : null;
  } catch {
    return null;
  }
}

/** The sandbox's own pictures, by whatever name the page was opened. */
export function local(url) {
  const u = new URL(safeURL(url) || '/', location.origin);
  return u.pathname + u.search;
}

/** The dark square of a picture as side × side cells of black and white. */
function signature(bitmap) {
  const scale = Math.min(1, 1200 / Math.max(bitmap.width, bitmap.height));
  const [w, h] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const dark = darkness(bitmap, w, h);
  const box = bounds(dark, w, h);
  if (!box || Math.abs(box.w - box.h) > 0.15 * Math.max(box.w, box.h)) return null;
  const cells = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const px = box.x + Math.min(box.w - 1, Math.floor(((x + 0.5) / side) * box.w));
      const py = box.y + Math.min(box.h - 1, Math.floor(((y + 0.5) / side) * box.h));
      cells[y * side + x] = dark[py * w + px];
    }
  }
  return cells;
}

function darkness(bitmap, w, h) {
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, w, h);
  context.drawImage(bitmap, 0, 0, w, h);
  const { data } = context.getImageData(0, 0, w, h);
  const dark = new Uint8Array(w * h);
  for (let i = 0; i < dark.length; i++) dark[i] = data[i * 4] + data[i * 4 + 1] + data[i * 4 + 2] < 384 ? 1 : 0;
  return dark;
}

function bounds(dark, w, h) {
  let [x0, y0, x1, y1] = [w, h, -1, -1];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      if (!dark[y * w + x]) continue;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
  }
  const [bw, bh] = [x1 - x0 + 1, y1 - y0 + 1];
  return bw < 21 || bh < 21 ? null : { x: x0, y: y0, w: bw, h: bh };
}

function difference(a, b) {
  let n = 0;
  for (let i = 0; i < a.length; i++) n += a[i] ^ b[i];
  return n / a.length;
}
