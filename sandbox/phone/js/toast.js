// Short words over the phone: what was done, or why not.
import { h } from './dom.js';
import { t } from './i18n.js';

let box;
let timer;

export function toastBox() {
  box = h('div', { class: 'toast', role: 'status', 'aria-live': 'polite', 'data-testid': 'toast' });
  return box;
}

export function toast(text, tone = '') {
  clearTimeout(timer);
  box.textContent = text;
  box.className = `toast show ${tone}`;
  timer = setTimeout(() => { box.className = 'toast'; }, tone === 'bad' ? 6000 : 3200);
}

let side;
let sideTimer;

/** Where the panes beside the phone say theirs. */
export function tellBox() {
  side = h('div', { class: 'tell', role: 'status', 'aria-live': 'polite', 'data-testid': 'tell' });
  return side;
}

/** The same as toast for what is not done on the phone. */
export function tell(text, tone = '') {
  clearTimeout(sideTimer);
  side.textContent = text;
  side.className = `tell show ${tone}`;
  sideTimer = setTimeout(() => { side.className = 'tell'; }, tone === 'bad' ? 7000 : 3200);
}

export function why(err) {
  return t('failed', { why: err.message || t('unreachable') });
}

/** Runs an action of a person; its failure is told, never thrown. */
export async function attempt(action, say = toast) {
  try {
    return await action();
  } catch (err) {
    say(why(err), 'bad');
    return undefined;
  }
}

/** attempt, for what is done beside the phone. It gives true when it went well, undefined when not. */
export const act = (action) => attempt(async () => { await action(); return true; }, tell);
