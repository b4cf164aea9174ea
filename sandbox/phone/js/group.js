// A group chat: what was said, who is in it, and the way out.
import { app, on, me, markSeen } from './state.js';
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
import { attempt, toast } from './toast.js';

const shownPeople = 40;
const home = () => go('home');

export const groupName = (g) => g.name || t('group_unnamed');

/** The groups that the person is in. */
export const myGroups = () => app.groups.filter((g) => g.customers.includes(app.customer));

const current = () => app.groups.find((g) => g.id === app.params.group);

export function groupScreen(signal) {
  const g = current() ?? myGroups()[0];
  if (!g) return screen('group', home, navBar({ title: t('group_unnamed'), back: home }), h('div', { class: 'scroll' }, h('p', { class: 'system' }, t('group_gone'))));
  app.params.group = g.id;
  const lead = h('p', { class: 'system lead' });
  const list = messageList({
    faces: (side, m) => (side === 'me' ? avatar(app.customer, 40) : face(m)),
    label: (side, m) => (side === 'me' ? me().name : m.name), named: true, lead,
  });
  const bar = h('div');
  const write = composer({ prefix: 'group', onText: async (content) => { await api.saidInGroup(g.id, app.customer, content); await refresh('groupchats'); } });
  const update = () => {
    const now = current();
    const messages = app.groupChats.get(g.id) ?? [];
    const inside = now?.customers.includes(app.customer) && !now.dismissed;
    put(bar, navBar({ title: t('group_count', { name: groupName(now ?? g), n: (now ?? g).members }), sub: t('group_tag'), back: home, end: details(now ?? g) }));
    put(lead, leadOf(now));
    list.update(messages);
    write.node.hidden = !inside;
    markSeen(g.id, messages);
  };
  on('groups groupchats customers world', update, signal);
  queueMicrotask(() => { update(); list.bottom(); });
  return screen('group', home, bar, list.node, write.node);
}

function leadOf(g) {
  if (!g || g.dismissed) return t('group_dismissed');
  const mine = (app.groupPeople.get(g.id) ?? []).find((p) => p.customer === app.customer);
  if (!g.customers.includes(app.customer)) return t('group_gone');
  return t(!mine || mine.scene === 3 ? 'group_joined' : 'group_invited');
}

const face = (p) => (p.customer ? avatar(p.customer, 40) : p.guest ? h('span', { class: 'avatar guest', 'aria-hidden': 'true' }, icon('me', 22)) : avatar(p.userid, 40));

function details(g) {
  return h('button', { class: 'nav-button', 'data-testid': 'group-details', 'aria-label': t('group_details'), title: t('group_details'), onclick: () => go('groupinfo', { group: g.id }) }, h('i', { class: 'dots', 'aria-hidden': 'true' }, '•••'));
}

export function groupInfoScreen(signal) {
  const back = () => go('group', { group: app.params.group });
  const body = h('div', { class: 'scroll' });
  const draw = () => {
    const g = current();
    if (!g) return put(body, h('p', { class: 'system' }, t('group_gone')));
    return put(body, peopleGrid(g), facts(g), leaveButton(g));
  };
  on('groups groupchats', draw, signal);
  draw();
  return screen('groupinfo', back, navBar({ title: t('group_details'), back }), body);
}

function peopleGrid(g) {
  const people = app.groupPeople.get(g.id) ?? [];
  return h('div', { class: 'group-people' },
    h('ul', { class: 'faces', 'data-testid': 'group-people' }, people.slice(0, shownPeople).map((p) => h('li', null, face(p), h('small', null, p.name)))),
    people.length > shownPeople && h('p', { class: 'more' }, t('group_more', { n: people.length - shownPeople })));
}

function facts(g) {
  const row = (name, value) => h('li', { class: 'cell plain fact' }, h('span', null, name), h('b', null, value));
  const owner = (app.groupPeople.get(g.id) ?? [])[0]?.name ?? g.owner;
  return h('ul', { class: 'cells' }, row(t('group_owner'), owner), row(t('group_name'), t('group_count', { name: groupName(g), n: g.members })), row(t('group_notice'), g.notice || t('group_notice_none')));
}

function leaveButton(g) {
  if (!g.customers.includes(app.customer)) return null;
  const leave = () => attempt(async () => {
    await api.leaveGroup(g.id, app.customer);
    toast(t('group_left', { name: groupName(g) }));
    await refresh('groups');
    home();
  });
  return h('div', { class: 'cells group-out' }, h('button', { class: 'cell plain center alarm', 'data-testid': 'group-leave', onclick: leave }, t('group_leave')));
}
