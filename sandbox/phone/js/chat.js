// The WeCom chat with one member, from the customer's side.
import { app, on, me, memberName, chatKey, markSeen } from './state.js';
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

const back = () => go('home');

export function chatScreen(signal) {
  const member = app.params.member ?? me().relations[0]?.userid;
  if (!member) return nobody(signal);
  app.params.member = member;
  const key = chatKey(app.customer, member);
  const relation = () => me()?.relations.find((r) => r.userid === member);
  const lead = h('p', { class: 'system lead' });
  const list = messageList({
    faces: (side) => avatar(side === 'me' ? app.customer : member, 40),
    label: (side) => (side === 'me' ? me().name : memberName(member)),
    tap: (m) => openPage(m.page), lead,
  });
  const update = () => {
    const messages = app.chats.get(key) ?? [];
    put(lead, leadText(relation(), member));
    list.update(messages);
    write.node.hidden = Boolean(relation()?.pending);
    markSeen(key, messages);
  };
  const write = composer({
    prefix: 'chat',
    onText: async (text) => { await api.say(app.customer, member, text); await refresh('wecom'); },
  });
  on('chats customers world clock', update, signal);
  queueMicrotask(() => { update(); list.bottom(); });
  return screen('chat', back, navBar({ title: memberName(member), sub: t('at', { corp: app.world.corp }), back }), list.node, write.node);
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
