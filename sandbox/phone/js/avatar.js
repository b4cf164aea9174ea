// Faces: the same pictures that the platforms' APIs give out.
import { h, s } from './dom.js';

/** A square face for a person of the sandbox; decoration only, the name always stands beside it. */
export function avatar(id, size = 40) {
  const kind = /^c\d+$/.test(id) ? 'c' : 'm';
  return h('img', { src: `/wwhead/${kind}-${encodeURIComponent(id)}/0`, width: size, height: size, class: 'avatar', alt: '', loading: 'lazy' });
}

/** The clinic's mark: a brass bell on the house green. */
export function clinicMark(size = 40) {
  return s('svg', { viewBox: '0 0 48 48', width: size, height: size, class: 'avatar', 'aria-hidden': 'true' },
    s('rect', { width: 48, height: 48, fill: '#0E7C66' }),
    s('path', { d: 'M14 31v-9a10 10 0 0 1 20 0v9l3 3H11z', fill: '#F3D9A4' }),
    s('path', { d: 'M21 37a3 3 0 0 0 6 0', fill: 'none', stroke: '#F3D9A4', 'stroke-width': 2.2, 'stroke-linecap': 'round' }),
    s('path', { d: 'M24 18v8M20 22h8', stroke: '#0E7C66', 'stroke-width': 2.4, 'stroke-linecap': 'round' }));
}
