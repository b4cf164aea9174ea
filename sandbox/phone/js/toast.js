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

export function why(err) {
  return t('failed', { why: err.message || t('unreachable') });
}

/** Runs an action of a person; its failure is told, never thrown. */
export async function attempt(action) {
  try {
    return await action();
  } catch (err) {
    toast(why(err), 'bad');
    return undefined;
  }
}
