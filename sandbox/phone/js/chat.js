// The WeCom chat with one member, from the customer's side.
import { app, on, me, now, memberName, chatKey, markSeen } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { go } from './router.js';
import { messageList } from './bubbles.js';
import { composer } from './composer.js';
import { navBar, screen } from './nav.js';
import { attempt } from './toast.js';
import { openPage } from './pages.js';
import { span } from './clock.js';

const back = () => go('home');

export function chatScreen(signal) {
  const member = app.params.member ?? me().relations[0]?.userid;
  if (!member) return nobody(signal);
  app.params.member = member;
  const key = chatKey(app.customer, member);
  const relation = () => me()?.relations.find((r) => r.userid === member);
  const lead = h('p', { class: 'system lead' });
  const quiet = h('p', { class: 'system' }, t('welcome_hint'));
  const end = h('p', { class: 'system chat-end', role: 'status', 'data-testid': 'chat-end' });
  const list = messageList({
    faces: (side) => avatar(side === 'me' ? app.customer : member, 40),
    label: (side) => (side === 'me' ? me().name : memberName(member)),
    tap: (m) => openPage(m.page), lead, empty: quiet,
  });
  const update = () => {
    const messages = app.chats.get(key) ?? [];
    put(lead, leadText(relation(), member));
    list.update(messages);
    quiet.hidden ||= Boolean(relation()?.pending);
    const r = relation();
    write.node.hidden = Boolean(r?.pending || r?.over || r?.left);
    put(end, r?.over ? t('temp_over') : r?.left ? t('chat_left', { name: memberName(member) }) : '');
    end.hidden = !(r?.over || r?.left);
    markSeen(key, messages);
  };
  const write = composer({
    prefix: 'chat',
    onText: async (text) => { await api.say(app.customer, member, text); await refresh('wecom'); },
  });
  on('chats customers world clock', update, signal);
  queueMicrotask(() => { update(); list.bottom(); });
  return screen('chat', back, navBar({ title: memberName(member), sub: t('at', { corp: app.world.corp }), back }), countdown(relation, signal), list.node, end, write.node);
}

/** How long a temporary chat has left. */
function countdown(relation, signal) {
  const bar = h('p', { class: 'temp-bar num', 'data-testid': 'temp-bar' });
  const tick = () => {
    const left = (relation()?.until ?? 0) - now();
    bar.hidden = left <= 0;
    if (left > 0) bar.textContent = t('temp_left', { left: span(left) });
  };
  const timer = setInterval(tick, 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('customers clock', tick, signal);
  tick();
  return bar;
}

function leadText(relation, member) {
  const name = memberName(member);
  if (!relation?.pending) return t('you_added', { name });
  const accept = () => attempt(async () => { await api.confirm(app.customer, member); await refresh('customers'); });
  return [t('you_asked', { name }), h('button', { class: 'inline-link', 'data-testid': 'relation-confirm', onclick: accept }, t('accept_for', { name }))];
}

function nobody(signal) {
  on('customers', () => { if (me()?.relations.length) go('chat', {}, { replace: true }); }, signal);
  return screen('chat', back, navBar({ title: t('wechat'), back }), h('div', { class: 'scroll' },
    h('div', { class: 'start' }, h('h3', null, t('chat_none')), h('p', null, t('chat_none_text')),
      h('button', { class: 'wide primary', 'data-testid': 'start-scan', onclick: () => go('scan') }, icon('scan'), t('start_scan')))));
}
