// The mini program's customer-service chat.
import { app, on, me, now, markSeen } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { avatar, clinicMark } from './avatar.js';
import { t, say } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { go } from './router.js';
import { messageList } from './bubbles.js';
import { composer, droppable } from './composer.js';
import { navBar, screen } from './nav.js';
import { attempt } from './toast.js';
import { openPage, pathOf, services } from './pages.js';

const back = () => go('mp');

export function serviceScreen(signal) {
  const list = messageList({
    faces: (side) => (side === 'me' ? avatar(app.customer, 40) : clinicMark(40)),
    label: (side) => (side === 'me' ? me().name : t('service_chat', { name: app.world.mini })),
    tap: open, lead: h('p', { class: 'system lead' }, t('service_hello')),
    empty: h('p', { class: 'system' }, t('service_empty')),
  });
  const update = () => {
    const messages = app.service.get(app.customer) ?? [];
    list.update(messages);
    markSeen(app.customer, messages);
  };
  const write = composer({
    prefix: 'mp',
    onText: (content) => post({ msgtype: 'text', content }),
    onImage: (image) => post({ msgtype: 'image', image }),
    extra: h('button', { class: 'tool', type: 'button', 'data-testid': 'mp-card', 'aria-label': t('card_send'), title: t('card_send'), onclick: () => attempt(sendCard) }, icon('card', 24)),
  });
  on('service world clock', update, signal);
  queueMicrotask(() => { update(); list.bottom(); });
  const nav = h('div');
  const whole = screen('service', back, titled(nav, signal), list.node, hint(signal), write.node);
  return droppable(whole, write.take);
}

/** The bar above; for a while after a typing call it says so. */
function titled(box, signal) {
  let timer;
  const draw = () => {
    const left = app.typing.customer === app.customer ? app.typing.until - now() : 0;
    clearTimeout(timer);
    if (left > 0) timer = setTimeout(draw, left + 50);
    put(box, navBar({ title: left > 0 ? t('typing') : t('service_chat', { name: app.world.mini }), sub: t('service_tag'), back }));
  };
  on('typing service clock world', draw, signal);
  signal.addEventListener('abort', () => clearTimeout(timer));
  draw();
  return box;
}

/** The offer of a card has had its time once anything is sent. */
async function post(message) {
  app.mini.hint = false;
  await api.ask(app.customer, message);
  await refresh('service');
}

function pageTitle() {
  const service = services.find((s) => s.id === app.mini.id);
  return app.mini.page === 'detail' && service ? say(service.zh, service.en) : app.world.mini;
}

async function sendCard() {
  await post({ msgtype: 'miniprogrampage', title: pageTitle(), pagepath: pathOf(app.mini) });
}

/** show-message-card: after coming from a page, that page is offered once. */
function hint(signal) {
  const box = h('div', { class: 'card-hint-slot' });
  const draw = () => put(box, app.mini.hint && h('div', { class: 'card-hint' },
    h('button', { class: 'card-hint-send', 'data-testid': 'mp-card-hint', onclick: () => attempt(async () => { await sendCard(); draw(); }) },
      h('small', null, t('card_hint')), h('span', null, clinicMark(36), h('b', null, pageTitle()))),
    h('button', { class: 'card-hint-close', 'aria-label': t('card_dismiss'), onclick: () => { app.mini.hint = false; draw(); } }, icon('close', 16))));
  on('service', draw, signal);
  draw();
  return box;
}

const open = (m) => attempt(async () => {
  if (m.from !== 'them') return openPage(m.page);
  const { path, query } = m.inline ? { path: m.page } : await api.tap(app.customer, m.id);
  return openPage(path, query);
});
