// Reading a picture of a code: by the browser's own detector when it has one, else by ours.
import { safeURL } from './dom.js';
import { findCode } from './qr/find.js';

const edges = [1000, 1800, 500]; // how large the picture is looked at, in pixels, one after the other

/** What the code in a picture says, or ''. Throws when it is not a picture. */
export async function readCode(file) {
  const bitmap = await createImageBitmap(file);
  const text = await detect(bitmap);
  if (text) return text;
  for (const edge of new Set(edges.map((most) => Math.min(most, Math.max(bitmap.width, bitmap.height))))) {
    const found = findCode(pixels(bitmap, edge));
    if (found) return found;
    await new Promise(requestAnimationFrame); // the page stays alive
  }
  return '';
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

function pixels(bitmap, edge) {
  const scale = edge / Math.max(bitmap.width, bitmap.height);
  const [w, h] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, w, h);
  context.drawImage(bitmap, 0, 0, w, h);
  return context.getImageData(0, 0, w, h);
}

/** The sandbox's own pictures, by whatever name the page was opened. */
export function local(url) {
  const u = new URL(safeURL(url) || '/', location.origin);
  return u.pathname + u.search;
}
