// The phone: frame, status bar, the screen that is open, notices that drop in from above.
import { app, on, me, now, memberName } from './state.js';
import { h, put } from './dom.js';
import { icon, radio } from './icons.js';
import { avatar, clinicMark } from './avatar.js';
import { t } from './i18n.js';
import { go } from './router.js';
import { hm, day } from './clock.js';
import { toastBox } from './toast.js';
import { openPeople } from './people.js';
import { summary } from './bubbles.js';
import { homeScreen } from './home.js';
import { meScreen } from './me.js';
import { scanScreen } from './scan.js';
import { chatScreen } from './chat.js';
import { serviceScreen } from './service.js';
import { miniScreen } from './miniprogram.js';
import { groupScreen, groupInfoScreen, groupName } from './group.js';

const screens = { home: homeScreen, me: meScreen, scan: scanScreen, chat: chatScreen, mp: miniScreen, service: serviceScreen, group: groupScreen, groupinfo: groupInfoScreen };

export function device(signal) {
  const view = h('div', { class: 'view' });
  const glass = h('div', { class: 'glass' }, statusBar(signal), view, notice(signal), toastBox(), h('div', { class: 'homebar', 'aria-hidden': 'true' }));
  let shown = new AbortController();
  const draw = () => {
    shown.abort();
    shown = new AbortController();
    const name = me() ? app.screen : 'lock';
    glass.dataset.screen = name;
    put(view, name === 'lock' ? lockScreen(shown.signal) : screens[app.screen](shown.signal));
  };
  on('screen', () => {
    draw();
    if (document.activeElement === document.body) view.firstElementChild.focus({ preventScroll: true });
  }, signal);
  // Escape goes back even when what had the focus is gone.
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || document.activeElement !== document.body) return;
    view.firstElementChild.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  }, { signal });
  let who = me()?.id;
  on('customers', () => {
    if (me()?.id !== who) draw();
    who = me()?.id;
  }, signal);
  signal.addEventListener('abort', () => shown.abort());
  draw();
  return h('div', { class: 'device', 'data-testid': 'phone' }, glass);
}

function statusBar(signal) {
  return h('div', { class: 'statusbar' }, ticking(signal, 'span', 'num', () => hm(now())),
    h('span', { class: 'island', 'aria-hidden': 'true' }), radio());
}

/** An element whose text follows the sandbox's clock. */
function ticking(signal, tag, cls, text) {
  const el = h(tag, { class: cls });
  const tick = () => { const next = text(); if (el.textContent !== next) el.textContent = next; };
  const timer = setInterval(tick, 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('clock', tick, signal);
  tick();
  return el;
}

function lockScreen(signal) {
  return h('div', { class: 'lock', 'data-testid': 'lock' },
    ticking(signal, 'p', 'lock-day', () => day(now())), ticking(signal, 'p', 'lock-time num', () => hm(now())),
    h('div', { class: 'lock-bell' }, icon('bell', 56)),
    h('p', { class: 'lock-hint' }, t('lock_hint')),
    h('button', { class: 'lock-pick', 'data-testid': 'lock-pick', onclick: openPeople }, t('lock_pick')));
}

function notice(signal) {
  const el = h('button', { class: 'notice', 'data-testid': 'notice', hidden: true });
  let timer;
  const hide = () => { el.classList.remove('show'); };
  on('notice', () => {
    const { screen, member, group, message } = app.notice;
    const service = screen === 'service';
    const room = app.groups.find((g) => g.id === group);
    put(el, service || room ? (room ? h('span', { class: 'avatar room' }, icon('chats', 22)) : clinicMark(36)) : avatar(member, 36),
      h('span', null, h('b', null, service ? t('service_chat', { name: app.world.mini }) : room ? groupName(room) : memberName(member)), h('small', null, summary(message))));
    el.onclick = () => { hide(); go(screen, room ? { group } : member ? { member } : {}); };
    el.hidden = false;
    el.classList.add('show');
    clearTimeout(timer);
    timer = setTimeout(hide, 4500);
  }, signal);
  return h('div', { class: 'notices', role: 'status', 'aria-live': 'polite' }, el);
}
