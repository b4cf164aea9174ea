// Finds codes in a picture by the three squares in their corners, whatever their size and turn.
import { readGrid, largest } from './grid.js';

/** The text of the first readable code in {data, width, height} of a canvas, or ''. */
export function findCode({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = (data[i * 4] * 3 + data[i * 4 + 1] * 6 + data[i * 4 + 2]) / 10;
  for (const dark of [whole(grey), local(grey, width, height)]) {
    const text = among(corners(dark, width, height), dark, width, height);
    if (text) return text;
  }
  return '';
}

/** One threshold for the picture, halfway between its darkest and lightest. */
function whole(grey) {
  let [low, high] = [255, 0];
  for (const g of grey) { if (g < low) low = g; if (g > high) high = g; }
  const middle = (low + high) / 2;
  return grey.map((g) => (g < middle ? 1 : 0));
}

/** A threshold for each place, against shadows and coloured grounds. */
function local(grey, w, h) {
  const sum = new Float64Array((w + 1) * (h + 1));
  for (let y = 0; y < h; y++) {
    for (let x = 0, row = 0; x < w; x++) {
      row += grey[y * w + x];
      sum[(y + 1) * (w + 1) + x + 1] = sum[y * (w + 1) + x + 1] + row;
    }
  }
  const r = Math.max(12, Math.round(Math.min(w, h) / 12));
  return grey.map((g, i) => {
    const [x, y] = [i % w, Math.floor(i / w)];
    const [x0, y0, x1, y1] = [Math.max(0, x - r), Math.max(0, y - r), Math.min(w, x + r), Math.min(h, y + r)];
    const total = sum[y1 * (w + 1) + x1] - sum[y0 * (w + 1) + x1] - sum[y1 * (w + 1) + x0] + sum[y0 * (w + 1) + x0];
    return g < (total / ((x1 - x0) * (y1 - y0))) * 0.92 ? 1 : 0;
  });
}

/** Squares in squares: runs of 1:1:3:1:1 across and down. */
function corners(dark, w, h) {
  const found = [];
  for (let y = 0; y < h; y++) {
    const runs = [0, 0, 0, 0, 0];
    for (let x = 0; x <= w; x++) {
      const colour = x < w ? dark[y * w + x] : 1 - dark[y * w + w - 1];
      if (x > 0 && colour !== dark[y * w + x - 1]) {
        if (dark[y * w + x - 1]) consider(found, dark, w, h, runs, x, y);
        runs.shift();
        runs.push(0);
      }
      runs[4]++;
    }
  }
  return found.sort((a, b) => b.hits - a.hits).slice(0, 24);
}

function consider(found, dark, w, h, runs, end, y) {
  if (!square(runs)) return;
  const x = end - runs[4] - runs[3] - runs[2] / 2;
  const down = through(dark, w, h, Math.floor(x), y, 0, 1);
  if (!down) return;
  const across = through(dark, w, h, Math.floor(x), Math.floor(down.middle), 1, 0);
  if (!across) return;
  const spot = { x: across.middle, y: down.middle, cell: (across.total + down.total) / 14, hits: 1 };
  if (Math.max(across.total, down.total) > 1.5 * Math.min(across.total, down.total)) return;
  const same = found.find((f) => Math.hypot(f.x - spot.x, f.y - spot.y) < 3 * f.cell);
  if (!same) return void found.push(spot);
  for (const key of ['x', 'y', 'cell']) same[key] = (same[key] * same.hits + spot[key]) / (same.hits + 1);
  same.hits++;
}

function square(runs) {
  const unit = runs.reduce((a, b) => a + b) / 7;
  return unit >= 1 && runs.every((r, i) => Math.abs(r - (i === 2 ? 3 : 1) * unit) <= (i === 2 ? 1.2 : 0.6) * unit + 0.4);
}

/** The same five runs through a point in one direction. */
function through(dark, w, h, x, y, dx, dy) {
  const is = (i) => {
    const [px, py] = [x + i * dx, y + i * dy];
    return px >= 0 && py >= 0 && px < w && py < h ? dark[py * w + px] : -1;
  };
  const side = (step) => {
    const runs = [];
    let i = step;
    for (const colour of [1, 0, 1]) {
      const from = i;
      while (is(i) === colour) i += step;
      runs.push(Math.abs(i - from));
    }
    return { runs, i };
  };
  if (is(0) !== 1) return null;
  const [a, b] = [side(-1), side(1)];
  const runs = [a.runs[2], a.runs[1], a.runs[0] + 1 + b.runs[0], b.runs[1], b.runs[2]];
  if (!square(runs)) return null;
  return { middle: (dx ? x : y) + (b.runs[0] - a.runs[0]) / 2 + 0.5, total: runs.reduce((p, q) => p + q) };
}

/** Tries every three corners that could belong to one code, the likeliest first. */
function among(spots, dark, w, h) {
  const threes = [];
  for (const a of spots) {
    for (const b of spots) {
      for (const c of spots) {
        if (a === b || a === c || b === c) continue;
        const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
        if (ux * vy - uy * vx <= 0) continue; // a is the corner, b to its right, c below
        const [u, v] = [Math.hypot(ux, uy), Math.hypot(vx, vy)];
        const cells = [a.cell, b.cell, c.cell];
        const off = Math.abs(u - v) / Math.max(u, v) + Math.abs(ux * vx + uy * vy) / (u * v) + (Math.max(...cells) - Math.min(...cells)) / Math.max(...cells);
        if (off < 0.8) threes.push({ a, b, c, off });
      }
    }
  }
  for (const three of threes.sort((p, q) => p.off - q.off).slice(0, 60)) {
    const text = decode(three, dark, w, h);
    if (text) return text;
  }
  return '';
}

function decode({ a, b, c }, dark, w, h) {
  const cells = (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - a.x, c.y - a.y)) / 2 / ((a.cell + b.cell + c.cell) / 3) + 7;
  const likely = Math.round((cells - 17) / 4);
  for (const version of [likely, likely - 1, likely + 1]) {
    if (version < 1 || version > largest) continue;
    const size = version * 4 + 17;
    const dot = (x, y) => {
      const [px, py] = [Math.floor(x), Math.floor(y)];
      return px >= 0 && py >= 0 && px < w && py < h ? dark[py * w + px] : 0;
    };
    for (const place of placings(a, b, c, size, version, dot)) {
      const text = readGrid((x, y) => dot(...place(x + 0.5, y + 0.5)), size);
      if (text) return text;
    }
  }
  return '';
}

/** Where a cell lies in the picture: flat, and tilted when the fourth corner's mark is found. */
function placings(a, b, c, size, version, dot) {
  const span = size - 7;
  const flat = (x, y) => {
    const [s, t] = [(x - 3.5) / span, (y - 3.5) / span];
    return [a.x + s * (b.x - a.x) + t * (c.x - a.x), a.y + s * (b.y - a.y) + t * (c.y - a.y)];
  };
  const mark = version > 1 && findMark(flat, size - 6.5, dot);
  return mark ? [flat, tilted(a, b, c, mark, span)] : [flat];
}

/** The small square near the fourth corner: where its 25 cells fit best. */
function findMark(flat, at, dot) {
  let best = { score: 21, place: null };
  for (let dy = -4; dy <= 4; dy += 0.25) {
    for (let dx = -4; dx <= 4; dx += 0.25) {
      let score = 0;
      for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) score += dot(...flat(at + dx + x, at + dy + y)) === (Math.max(Math.abs(x), Math.abs(y)) === 1 ? 0 : 1) ? 1 : 0;
      if (score > best.score || (score === best.score && best.place && Math.hypot(dx, dy) < best.far)) best = { score, far: Math.hypot(dx, dy), place: flat(at + dx, at + dy) };
    }
  }
  return best.place;
}

/** The projection that keeps three corners and the mark, which lies 3 cells inside the fourth. */
function tilted(a, b, c, [mx, my], span) {
  const k = (span - 3) / span;
  // A cell is the mean of the corners with weights 1-s-t, s·g and t·q; g and q put the mark in its place.
  const [bx, by, cx, cy] = [k * (b.x - mx), k * (b.y - my), k * (c.x - mx), k * (c.y - my)];
  const [rx, ry] = [(1 - 2 * k) * (mx - a.x), (1 - 2 * k) * (my - a.y)];
  const det = bx * cy - cx * by || 1;
  const [g, q] = [(rx * cy - cx * ry) / det, (bx * ry - rx * by) / det];
  return (x, y) => {
    const [s, t] = [(x - 3.5) / span, (y - 3.5) / span];
    const [wa, wb, wc] = [1 - s - t, s * g, t * q];
    const all = wa + wb + wc;
    return [(wa * a.x + wb * b.x + wc * c.x) / all, (wa * a.y + wb * b.y + wc * c.y) / all];
  };
}
