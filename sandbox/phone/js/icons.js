// Line icons, 24 by 24, drawn with currentColor.
import { s } from './dom.js';

const paths = {
  bell: ['M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z', 'M10.2 20.4a2 2 0 0 0 3.6 0', 'M2.6 9.2a9 9 0 0 1 2.3-5', 'M21.4 9.2a9 9 0 0 0-2.3-5'],
  back: ['M15 4.5 7.5 12l7.5 7.5'],
  scan: ['M4 8.5V5.5A1.5 1.5 0 0 1 5.5 4h3', 'M15.5 4h3A1.5 1.5 0 0 1 20 5.5v3', 'M20 15.5v3a1.5 1.5 0 0 1-1.5 1.5h-3', 'M8.5 20h-3A1.5 1.5 0 0 1 4 18.5v-3', 'M3 12h18'],
  chats: ['M20.5 11.5c0 4-3.8 7-8.5 7-1 0-2-.1-2.9-.4L5 20l.9-3.2C4.4 15.5 3.5 13.6 3.5 11.5c0-4 3.8-7 8.5-7s8.5 3 8.5 7z', 'M8.5 11.5h.01', 'M12 11.5h.01', 'M15.5 11.5h.01'],
  me: ['M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4.5 20c.6-3.5 3.7-5.5 7.5-5.5s6.9 2 7.5 5.5'],
  mini: ['M8.5 13.5a3 3 0 1 0 3 3v-9a3 3 0 1 1 3 3'],
  picture: ['M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5z', 'm3.5 17 5-5.5 4 4 3-2.5 5 4', 'M15.5 9.5h.01'],
  plus: ['M12 5v14', 'M5 12h14'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  right: ['M9 5l7 7-7 7'],
  down: ['M5 9l7 7 7-7'],
  toyou: ['M12 4v15', 'M6 13l6 6 6-6'],
  fromyou: ['M12 20V5', 'M6 11l6-6 6 6'],
  bolt: ['M13 3 5 13.5h6L10.5 21 19 10h-6.5z'],
  clock: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 7v5.2l3.2 2'],
  sun: ['M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z', 'M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4'],
  again: ['M20 12a8 8 0 1 1-2.5-5.8', 'M20 3.5v4.2h-4.2'],
  headset: ['M4.5 14v-2a7.5 7.5 0 0 1 15 0v2', 'M4.5 13.5h2A1.5 1.5 0 0 1 8 15v2.5A1.5 1.5 0 0 1 6.5 19H6a1.5 1.5 0 0 1-1.5-1.5z', 'M19.5 13.5h-2A1.5 1.5 0 0 0 16 15v2.5a1.5 1.5 0 0 0 1.5 1.5h.5a1.5 1.5 0 0 0 1.5-1.5z', 'M19.5 17.5c0 2-2.5 3.5-5.5 3.5'],
  card: ['M5.5 4h13A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-13A1.5 1.5 0 0 1 5.5 4z', 'M4 15.5h16', 'M8 8h8', 'M8 11.5h5'],
  link: ['M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1', 'M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  phone: ['M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3z', 'M11 18h2'],
  tools: ['M4 7h10', 'M18 7h2', 'M4 17h2', 'M10 17h10', 'M16 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z', 'M8 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z'],
  activity: ['M3 12h4l2.5-7 5 14L17 12h4'],
};

export function icon(name, size = 20) {
  return s('svg', {
    viewBox: '0 0 24 24', width: size, height: size, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.7,
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true', class: 'icon',
  }, (paths[name] ?? []).map((d) => s('path', { d })));
}

/** Signal, Wi-Fi and battery of the status bar. */
export function radio() {
  const bars = [0, 1, 2, 3].map((i) => s('rect', { x: 1 + i * 4.5, y: 8 - i * 2, width: 3, height: 4 + i * 2, rx: 0.8 }));
  return s('svg', { viewBox: '0 0 66 13', width: 66, height: 13, fill: 'currentColor', 'aria-hidden': 'true', class: 'radio' },
    bars,
    s('path', { d: 'M22.5 5.2a9.6 9.6 0 0 1 13 0l-1.3 1.4a7.7 7.7 0 0 0-10.4 0zM25 8a6 6 0 0 1 8 0l-1.3 1.4a4 4 0 0 0-5.4 0zM27.5 10.7a2.3 2.3 0 0 1 3 0L29 12.3z' }),
    s('rect', { x: 41.5, y: 1, width: 21, height: 11, rx: 3.2, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.45 }),
    s('rect', { x: 43, y: 2.5, width: 15, height: 8, rx: 1.9 }),
    s('path', { d: 'M63.8 4.6v3.8c.9-.3 1.5-1 1.5-1.9s-.6-1.6-1.5-1.9z', 'fill-opacity': 0.5 }));
}
