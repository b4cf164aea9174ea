// 「门铃诊所」, a small mini program with a contact button.
import { app, on } from './state.js';
import { h, s, put } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { t, say } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { go } from './router.js';
import { attempt } from './toast.js';
import { services, defaultSessionFrom, pathOf } from './pages.js';
import { screen } from './nav.js';
import { contactCells } from './contactcell.js';

const leave = () => go('home');

export function miniScreen(signal) {
  const page = h('div', { class: 'scroll' });
  const bar = h('header', { class: 'nav mini-nav' });
  const foot = h('div', { class: 'mini-foot' });
  const draw = () => {
    put(bar, ...header());
    put(page, returned(), app.mini.page === 'index' ? index() : app.mini.page === 'detail' ? detail() : other());
    put(foot, contact());
    page.scrollTop = 0;
  };
  on('mini world', draw, signal);
  on('ways groups', () => { const at = page.scrollTop; draw(); page.scrollTop = at; }, signal);
  draw();
  return screen('mp', up, bar, page, foot);
}

function up() {
  if (app.mini.page === 'index') return leave();
  return show('index');
}

function show(page, id = '') {
  Object.assign(app.mini, { page, id, sessionFrom: null, returned: null });
  go('mp', {}, { replace: true });
}

function header() {
  const home = app.mini.page === 'index';
  return [
    home ? h('span') : h('button', { class: 'nav-back', 'data-testid': 'back', 'aria-label': t('back'), onclick: up }, icon('back', 24)),
    h('h2', null, home ? app.world.mini : t(app.mini.page === 'detail' ? 'mp_detail' : 'mp_page')),
    h('span', { class: 'capsule' }, h('i', { 'aria-hidden': 'true' }, '•••'),
      h('button', { 'data-testid': 'mp-close', 'aria-label': t('mp_close'), onclick: leave }, h('i', { class: 'capsule-dot', 'aria-hidden': 'true' }))),
  ];
}

function returned() {
  const back = app.mini.returned;
  if (!back) return null;
  const query = Object.entries(back.query ?? {}).map(([k, v]) => `${k}=${v}`).join('&');
  return h('dl', { class: 'returned', role: 'status', 'data-testid': 'card-returned' },
    h('dt', null, t('card_tapped')), h('dd', null, h('small', null, t('path')), h('code', { 'data-testid': 'card-path' }, back.path || t('none'))),
    h('dd', null, h('small', null, t('query')), h('code', { 'data-testid': 'card-query' }, query || t('none'))));
}

function index() {
  return [banner(),
    h('h3', null, t('mp_services')), h('ul', { class: 'goods' }, services.map((g) => h('li', null,
      h('button', { 'data-testid': `mp-item-${g.id}`, onclick: () => show('detail', g.id) },
        cover(g), h('b', null, say(g.zh, g.en)), h('span', { class: 'price num' }, t('yuan', { n: g.price })))))),
    h('h3', null, t('cell_title')), contactCells(),
    h('h3', null, t('mp_doctors')), h('ul', { class: 'doctors' }, [
      ['dr-zhang', '张医生', 'Dr Zhang', '全科', 'General'], ['dr-luo', '罗医生', 'Dr Luo', '口腔', 'Dental'], ['dr-qi', '戚医生', 'Dr Qi', '儿科', 'Children'],
    ].map(([id, zh, en, fieldZh, fieldEn]) => h('li', null, avatar(id, 48), h('b', null, say(zh, en)), h('small', null, say(fieldZh, fieldEn)))))];
}

function banner() {
  return h('div', { class: 'banner' },
    h('div', null, h('b', null, t('mp_slogan')), h('small', null, t('mp_hours'))),
    s('svg', { viewBox: '0 0 120 80', width: 120, height: 80, 'aria-hidden': 'true' },
      s('path', { d: 'M18 72V34l42-20 42 20v38z', fill: '#fff', 'fill-opacity': 0.92 }),
      s('path', { d: 'M12 38 60 12l48 26', fill: 'none', stroke: '#F3D9A4', 'stroke-width': 5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }),
      s('path', { d: 'M49 72V52a11 11 0 0 1 22 0v20z', fill: '#0E7C66' }), s('circle', { cx: 67, cy: 60, r: 1.6, fill: '#F3D9A4' }),
      s('path', { d: 'M60 24v12M54 30h12', stroke: '#C2362B', 'stroke-width': 4.5, 'stroke-linecap': 'round' }),
      s('path', { d: 'M27 46h13v11H27zM80 46h13v11H80z', fill: '#CFE5DD' }), s('path', { d: 'M4 72h112', stroke: '#F3D9A4', 'stroke-width': 3, 'stroke-linecap': 'round' })));
}

function cover(g) {
  return s('svg', { viewBox: '0 0 100 70', class: 'cover-art', 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid slice' },
    s('rect', { width: 100, height: 70, fill: `hsl(${g.hue} 42% 82%)` }),
    s('circle', { cx: 78, cy: 14, r: 26, fill: `hsl(${g.hue} 45% 74%)` }), s('circle', { cx: 22, cy: 62, r: 22, fill: `hsl(${g.hue} 45% 76%)` }),
    s('path', { d: glyphs[g.id], fill: 'none', stroke: `hsl(${g.hue} 60% 24%)`, 'stroke-width': 2.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }));
}

const glyphs = {
  1: 'M50 20a15 15 0 1 0 .1 0M44 33h.1M56 33h.1M44 40c3 4 9 4 12 0M50 20c-2-4 1-6 3-5',
  3: 'M40 20c-6 3-5 13-2 18 1 4 1 12 4 12s3-11 8-11 5 11 8 11 3-8 4-12c3-5 4-15-2-18-5-2-7 2-10 2s-5-4-10-2z',
  7: 'M62 20l8 8M66 24l-7 7M46 32l12 12M52 26l12 12-14 14-12-12zM44 46l-9 9M44 38l4 4',
  9: 'M50 52c0-12 0-18 0-22M50 40c-10 0-15-6-15-15 10 0 15 6 15 15zM50 36c0-9 6-15 15-15 0 10-6 15-15 15z',
};

function detail() {
  const g = services.find((one) => one.id === app.mini.id) ?? services[0];
  return h('article', { class: 'detail' }, cover(g), h('h3', null, say(g.zh, g.en)), h('p', { class: 'price num' }, t('yuan', { n: g.price })),
    h('p', null, t('mp_book')), h('code', null, pathOf(app.mini)));
}

function other() {
  return h('article', { class: 'detail other' }, h('h3', null, t('mp_page')), h('p', null, t('mp_page_text')),
    h('button', { class: 'wide', onclick: () => show('index') }, t('mp_home')));
}

function contact() {
  const from = h('input', {
    'data-testid': 'mp-session-from', value: app.mini.sessionFrom ?? defaultSessionFrom(app.mini), maxlength: 2000, spellcheck: 'false', autocomplete: 'off', id: 'session-from',
    'aria-describedby': 'session-from-hint', oninput: () => { app.mini.sessionFrom = from.value; },
  });
  const enter = () => attempt(async () => {
    await api.enter(app.customer, from.value);
    app.mini.hint = app.mini.page === 'detail';
    go('service');
    await refresh('service');
  });
  return [
    h('label', { for: 'session-from' }, t('mp_session_from')),
    h('div', null, from, h('button', { class: 'contact', 'data-testid': 'mp-contact', onclick: enter }, icon('headset'), t('mp_contact'))),
    h('p', { class: 'hint', id: 'session-from-hint' }, t('mp_session_hint')),
  ];
}
