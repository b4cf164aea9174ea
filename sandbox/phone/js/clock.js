// Sandbox time in words. The sandbox answers; this only shows.
import { app, now } from './state.js';
import { say } from './i18n.js';

const pad = (n) => String(n).padStart(2, '0');

export function hm(ms) {
  const d = new Date(ms);
  return `${pad(d.getHours())}:${pad(d.getMinutes())}`;
}

export function hms(ms) {
  return `${hm(ms)}:${pad(new Date(ms).getSeconds())}`;
}

export function day(ms) {
  const d = new Date(ms);
  const week = say('日一二三四五六'[d.getDay()], ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][d.getDay()]);
  return say(`${d.getMonth() + 1}月${d.getDate()}日 周${week}`, `${week}, ${months[d.getMonth()]} ${d.getDate()}`);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As WeChat writes it between bubbles and in the list of chats. */
export function chatTime(ms) {
  const days = Math.round((midnight(now()) - midnight(ms)) / 86400000);
  if (days === 0) return hm(ms);
  if (days === 1) return `${say('昨天', 'Yesterday')} ${hm(ms)}`;
  return `${day(ms)} ${hm(ms)}`;
}

/** As the log writes it: with the day when that is not today. */
export function stamp(ms) {
  return midnight(ms) === midnight(now()) ? hms(ms) : `${day(ms)} ${hms(ms)}`;
}

function midnight(ms) {
  const d = new Date(ms);
  d.setHours(0, 0, 0, 0);
  return d.getTime();
}

/** "2 天 1 小时", "3 分": the clock's distance from real time. */
export function span(ms) {
  const minutes = Math.round(Math.abs(ms) / 60000);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [d && say(`${d} 天`, `${d} d`), h && say(`${h} 时`, `${h} h`), m && say(`${m} 分`, `${m} min`)].filter(Boolean);
  return parts.slice(0, 2).join(' ') || say('不到 1 分', 'under 1 min');
}

export const drifted = () => Math.abs(app.offset) > 20000;
