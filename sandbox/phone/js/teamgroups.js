// Customer groups, as their owners see them.
import { app, me, memberName } from './state.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { tell, act } from './toast.js';
import { lineForm, fold, sureButton } from './redraw.js';
import { stage } from './backstage.js';

const done = (what, body, key) => act(async () => {
  await api.group(what, body);
  tell(t(key));
  await refresh('groups', 'customers');
});

export function groupsPart() {
  const alive = stage.groups.filter((g) => !g.dismissed).reverse(); // the newest first
  return [
    h('section', { class: 'sheet-of' }, h('h3', null, t('groups_new')), h('p', { class: 'muted' }, t('groups_new_why')), newGroup()),
    h('section', { class: 'sheet-of' }, h('h3', null, t('groups_all'), h('small', null, String(alive.length))),
      alive.map(groupCard), alive.length === 0 && h('p', { class: 'blank-line' }, t('groups_none'))),
  ];
}

function newGroup() {
  const owner = members('group-new-owner', t('groups_owner'), 'lisi');
  const form = lineForm('group-new', { label: t('groups_name'), button: t('groups_create'), send: (name) => done('create', { name, owner: owner.value }, 'groups_created') });
  return h('div', { class: 'with-owner' }, owner, form);
}

function members(id, label, chosen = '') {
  return h('select', { 'data-testid': id, 'aria-label': label }, !chosen && h('option', { value: '' }, label),
    stage.members.map((m) => h('option', { value: m.userid, selected: m.userid === chosen }, m.name)));
}

function groupCard(g) {
  const id = g.chat_id;
  const state = g.full ? h('i', { class: 'chip brass' }, t('groups_full')) : h('small', { class: 'num' }, t('groups_n', { n: g.members }));
  const head = [h('span', { class: 'way-mark' }, icon('team', 16)), h('span', { class: 'grow' }, h('b', null, g.name || t('groups_unnamed')), h('small', null, t('groups_owned', { name: memberName(g.owner) }))), state];
  return fold(`group-${id}`, head, h('div', { class: 'actions' },
    lineForm(`group-say-${id}`, { label: t('groups_say', { name: memberName(g.owner) }), button: t('send'), send: (content) => done('messages', { chat_id: id, userid: g.owner, content }, 'groups_said') }),
    lineForm(`group-name-${id}`, { label: t('groups_name'), button: t('groups_rename'), value: g.name, send: (name) => done('rename', { chat_id: id, name }, 'team_saved') }),
    lineForm(`group-notice-${id}`, { label: t('groups_notice'), button: t('save'), value: g.notice, optional: true, send: (notice) => done('notice', { chat_id: id, notice }, 'team_saved') }),
    people(g),
    h('div', { class: 'chips-line' }, handOver(g), admin(g)),
    h('div', { class: 'chips-line' }, invite(g),
      h('button', { class: 'step', 'data-testid': `group-fill-${id}`, disabled: g.full, onclick: () => done('fill', { chat_id: id }, 'groups_filled') }, t('groups_fill')),
      sureButton(`group-dismiss-${id}`, t('groups_dismiss'), t('groups_dismiss_sure'), () => done('dismiss', { chat_id: id }, 'groups_dismissed')))));
}

function people(g) {
  const inside = g.customers.map((id) => app.customers.find((c) => c.id === id)).filter(Boolean);
  if (!inside.length) return h('p', { class: 'muted' }, t('groups_no_customer'));
  return h('div', { class: 'chips-line', role: 'group', 'aria-label': t('groups_customers') }, h('small', null, t('groups_customers')),
    inside.map((c) => h('button', { class: 'chip tag', 'data-testid': `group-remove-${g.chat_id}-${c.id}`, 'aria-label': t('groups_remove', { name: c.name }), onclick: () => done('remove', { chat_id: g.chat_id, customer: c.id }, 'groups_removed') }, c.name, ' ×')));
}

function invite(g) {
  const who = me();
  if (!who || g.full || g.customers.includes(who.id)) return null;
  return h('button', { class: 'step', 'data-testid': `group-invite-${g.chat_id}`, onclick: () => done('join', { chat_id: g.chat_id, customer: who.id }, 'groups_invited') }, t('groups_invite', { name: who.name }));
}

const rest = (g) => stage.members.filter((m) => m.userid !== g.owner);

function handOver(g) {
  return h('select', { 'data-testid': `group-owner-${g.chat_id}`, 'aria-label': t('groups_hand_over'), onchange: (e) => e.target.value && done('owner', { chat_id: g.chat_id, owner: e.target.value }, 'team_saved') },
    h('option', { value: '' }, t('groups_hand_over')), rest(g).map((m) => h('option', { value: m.userid }, m.name)));
}

function admin(g) {
  const set = async (userid, makes) => {
    if (makes) await api.group('join', { chat_id: g.chat_id, userid }).catch(() => {}); // in already, usually
    return done('admins', { chat_id: g.chat_id, admins: makes ? [...g.admins, userid] : g.admins.filter((a) => a !== userid) }, 'team_saved');
  };
  return [g.admins.map((a) => h('button', { class: 'chip good tag', 'data-testid': `group-admin-${g.chat_id}-${a}-off`, 'aria-label': t('groups_admin_off', { name: memberName(a) }), onclick: () => set(a, false) }, memberName(a), ' ×')),
    h('select', { 'data-testid': `group-admin-${g.chat_id}`, 'aria-label': t('groups_admin'), onchange: (e) => e.target.value && set(e.target.value, true) },
      h('option', { value: '' }, t('groups_admin')), rest(g).filter((m) => !g.admins.includes(m.userid)).map((m) => h('option', { value: m.userid }, m.name)))];
}
