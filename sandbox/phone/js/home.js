// WeChat's first page: conversations, the mini program, the scanner.
import { app, on, me, memberName, chatKey, unread } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { avatar, clinicMark } from './avatar.js';
import { t } from './i18n.js';
import { go } from './router.js';
import { chatTime } from './clock.js';
import { summary } from './bubbles.js';
import { myGroups, groupName } from './group.js';
import { navBar, screen } from './nav.js';

export function homeScreen(signal) {
  const list = h('div', { class: 'scroll' });
  const draw = () => put(list, recent(), conversations());
  on('customers chats service groups groupchats world clock', draw, signal);
  draw();
  return screen('home', null,
    navBar({ title: t('wechat'), end: h('button', { class: 'nav-button', 'data-testid': 'scan-open', 'aria-label': t('scan'), title: t('scan'), onclick: () => go('scan') }, icon('scan', 24)) }),
    list, tabBar('home'));
}

function recent() {
  return h('div', { class: 'recent' }, h('p', null, t('recent_mp')),
    h('button', { class: 'recent-mp', 'data-testid': 'mp-open', onclick: () => go('mp') }, clinicMark(52), h('span', null, app.world.mini)));
}

function conversations() {
  const rows = [...memberRows(), ...groupRows(), ...serviceRow()].sort((a, b) => b.at - a.at);
  if (!rows.length) return startHere();
  return h('ul', { class: 'cells' }, rows.map((r) => h('li', null, r.node)));
}

function memberRows() {
  const who = me();
  return who.relations.map((r) => {
    const key = chatKey(who.id, r.userid);
    const messages = app.chats.get(key) ?? [];
    const last = messages.at(-1);
    return cell({
      testid: `chat-${r.userid}`, face: avatar(r.userid, 48), name: memberName(r.userid), tag: t('at', { corp: app.world.corp }), corp: true,
      text: r.pending ? t('waiting_confirm') : r.over ? t('temp_over') : last ? summary(last) : t('no_words'), at: last?.at ?? r.at,
      count: unread(key, messages), open: () => go('chat', { member: r.userid }),
    });
  });
}

function groupRows() {
  return myGroups().map((g) => {
    const messages = app.groupChats.get(g.id) ?? [];
    const last = messages.at(-1);
    const mine = (app.groupPeople.get(g.id) ?? []).find((p) => p.customer === app.customer);
    return cell({
      testid: `group-${g.id}`, face: mosaic(g), name: groupName(g), tag: t('group_tag'), corp: true,
      text: g.dismissed ? t('group_dismissed') : last ? t('last_said', { name: last.name, text: last.text }) : t('group_people', { n: g.members }),
      at: last?.at ?? mine?.at ?? g.at, count: unread(g.id, messages), open: () => go('group', { group: g.id }),
    });
  });
}

/** Four faces make a group's. */
function mosaic(g) {
  const people = (app.groupPeople.get(g.id) ?? []).slice(0, 4);
  return h('span', { class: 'mosaic' }, people.map((p) => (p.guest ? h('span', { class: 'avatar guest' }) : avatar(p.customer || p.userid, 20))));
}

function serviceRow() {
  const messages = app.service.get(app.customer) ?? [];
  if (!messages.length) return [];
  const last = messages.at(-1);
  return [cell({
    testid: 'service-open', face: clinicMark(48), name: t('service_chat', { name: app.world.mini }), tag: t('service_tag'),
    text: summary(last), at: last.at, count: unread(app.customer, messages), open: () => go('service'),
  })];
}

function cell({ testid, face, name, tag, corp, text, at, count, open }) {
  const node = h('button', { class: 'cell', 'data-testid': testid, onclick: open },
    h('span', { class: 'cell-face' }, face, count > 0 && h('i', { class: 'badge', 'aria-label': t('unread', { n: count }) }, String(count))),
    h('span', { class: 'cell-text' },
      h('b', null, h('span', null, name), h('em', { class: corp ? 'corp' : '' }, tag)), h('small', null, text)),
    h('time', { class: 'num' }, at ? chatTime(at) : ''));
  return { at, node };
}

function startHere() {
  return h('div', { class: 'start' },
    h('div', { class: 'start-bell' }, icon('bell', 44)), h('h3', null, t('start_title')), h('p', null, t('start_text')),
    h('button', { class: 'wide primary', 'data-testid': 'start-scan', onclick: () => go('scan') }, icon('scan'), t('start_scan')),
    h('button', { class: 'wide', 'data-testid': 'start-mp', onclick: () => go('mp') }, icon('mini'), t('start_mp')));
}

export function tabBar(current) {
  const tab = (name, glyph) => h('button', {
    'data-testid': `tab-${name}`, 'aria-current': current === name ? 'page' : undefined, onclick: () => go(name),
  }, icon(glyph, 24), t(name === 'home' ? 'tab_chats' : `tab_${name}`));
  const scan = h('button', { 'data-testid': 'tab-scan', onclick: () => go('scan') }, icon('scan', 24), t('scan'));
  return h('nav', { class: 'tabbar', 'aria-label': t('wechat') }, tab('home', 'chats'), scan, tab('me', 'me'));
}
