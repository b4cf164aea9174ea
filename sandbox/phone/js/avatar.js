// Drawn faces: the same id always gets the same one.
import { s } from './dom.js';

const grounds = ['#F3D9C9', '#CFE5DD', '#D9DDF2', '#F2E3B8', '#E8D3E3', '#CDE3EE', '#E3E3D3', '#F0CFCF', '#D3E8C8', '#DAD3EE'];
const clothes = ['#0E7C66', '#B7791F', '#3C5A99', '#A04668', '#5B6B3A', '#7A4B9A', '#2F7D95', '#B3542D'];
const hairs = ['#2B211D', '#3B2A20', '#1E1E24', '#54392A', '#6B4A33'];
const skins = ['#FBDCC4', '#F6CDAE', '#EFC09C'];

const cuts = [
  'M13 22c-1-9 4-13 11-13s12 4 11 13c-2-4-4-6-6-7-3 2-10 3-13 2-1 1-2 3-3 5z',
  'M12 33c-2-6-2-12 0-16 2-6 7-8 12-8s10 2 12 8c2 4 2 10 0 16l-4 1c2-5 2-10 1-14-5 0-11-1-14-4-2 2-4 4-4 6-1 4 0 8 1 12z',
  'M13 20c0-8 5-11 11-11 7 0 11 4 11 11l-2 1c0-3-2-5-4-6H19c-2 1-4 3-4 6z',
  'M12 23c-2-9 5-15 12-15 8 0 14 6 12 15l-3-5c-4 1-12-1-15-4-1 4-4 5-6 9z',
  'M14 19c-3 3-3 12-2 16h-3c-2-8 0-26 15-26s17 18 15 26h-3c1-4 1-13-2-16-4 0-7-1-10-4-3 3-6 4-10 4z',
  'M14 18c0-6 4-9 10-9s10 3 10 9c-3-2-6-3-10-3s-7 1-10 3zM24 9a4 4 0 1 1 0-1z',
];

function seed(id) {
  let n = 2166136261;
  for (const c of String(id)) n = Math.imul(n ^ c.codePointAt(0), 16777619) >>> 0;
  return n;
}

/** A square face for a person of the sandbox; decoration only, the name always stands beside it. */
export function avatar(id, size = 40) {
  const n = seed(id);
  const pick = (list, shift) => list[(n >>> shift) % list.length];
  const ink = '#3A2A22';
  const cut = (n >>> 7) % cuts.length;
  return s('svg', { viewBox: '0 0 48 48', width: size, height: size, class: 'avatar', 'aria-hidden': 'true' },
    s('rect', { width: 48, height: 48, fill: pick(grounds, 3) }),
    s('path', { d: 'M6 50c1-9 8-13 18-13s17 4 18 13z', fill: pick(clothes, 11) }),
    s('path', { d: 'M20 31h8v6a4 4 0 0 1-8 0z', fill: pick(skins, 17), 'fill-opacity': 0.9 }),
    s('ellipse', { cx: 24, cy: 23, rx: 10, ry: 11.5, fill: pick(skins, 17) }),
    s('path', { d: cuts[cut], fill: pick(hairs, 20) }),
    s('circle', { cx: 20, cy: 24, r: 1.2, fill: ink }), s('circle', { cx: 28, cy: 24, r: 1.2, fill: ink }),
    (n >>> 23) % 4 === 0 && s('path', { d: 'M16.5 24a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0m8 0a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0m-1 0h1', fill: 'none', stroke: ink, 'stroke-width': 0.9 }),
    s('path', { d: 'M21 29c1.5 1.5 4.5 1.5 6 0', fill: 'none', stroke: ink, 'stroke-width': 1.2, 'stroke-linecap': 'round' }));
}

/** The clinic's mark: a brass bell on the house green. */
export function clinicMark(size = 40) {
  return s('svg', { viewBox: '0 0 48 48', width: size, height: size, class: 'avatar', 'aria-hidden': 'true' },
    s('rect', { width: 48, height: 48, fill: '#0E7C66' }),
    s('path', { d: 'M14 31v-9a10 10 0 0 1 20 0v9l3 3H11z', fill: '#F3D9A4' }),
    s('path', { d: 'M21 37a3 3 0 0 0 6 0', fill: 'none', stroke: '#F3D9A4', 'stroke-width': 2.2, 'stroke-linecap': 'round' }),
    s('path', { d: 'M24 18v8M20 22h8', stroke: '#0E7C66', 'stroke-width': 2.4, 'stroke-linecap': 'round' }));
}
