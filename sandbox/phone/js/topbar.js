// Brand, language and theme; on narrow screens also the time and whose phone it is.
import { app, on, me, now } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { t, setLang } from './i18n.js';
import { toggleTheme } from './theme.js';
import { openPeople } from './people.js';
import { hm } from './clock.js';

export function topBar(signal) {
  return h('header', { class: 'topbar' },
    h('div', { class: 'brand' }, h('span', { class: 'brand-bell' }, icon('bell', 24)), h('h1', null, t('brand'))),
    narrowClock(signal), liveDot(signal),
    h('div', { class: 'topbar-end' },
      h('button', { class: 'quiet', 'data-testid': 'lang', 'aria-label': t('language_label'), onclick: () => setLang(app.lang === 'en' ? 'zh' : 'en') }, t('language')),
      h('button', { class: 'quiet square', 'data-testid': 'theme', 'aria-label': t('theme'), title: t('theme'), onclick: toggleTheme }, icon('sun'))),
    whose(signal));
}

function narrowClock(signal) {
  const el = h('time', { class: 'narrow-clock num', 'aria-hidden': 'true' });
  const tick = () => { el.textContent = hm(now()); };
  const timer = setInterval(tick, 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('clock', tick, signal);
  tick();
  return el;
}

function liveDot(signal) {
  const el = h('span', { class: 'live', role: 'status', 'data-testid': 'live' });
  const show = () => {
    el.classList.toggle('off', !app.live);
    put(el, h('i', { 'aria-hidden': 'true' }), h('span', null, t(app.live ? 'live' : 'offline')));
  };
  on('live', show, signal);
  show();
  return el;
}

function whose(signal) {
  const el = h('button', { class: 'whose', 'data-testid': 'customers-open', onclick: openPeople });
  const show = () => {
    const who = me();
    el.setAttribute('aria-label', who ? t('people_open', { name: who.name }) : t('people_none'));
    put(el, who ? avatar(who.id, 32) : icon('me', 22));
  };
  on('customers', show, signal);
  show();
  return el;
}
