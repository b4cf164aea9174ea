// The company's side: who waits for consent, what members do with the customer in hand, groups, tags.
import { app, on, me, memberName } from './state.js';
import { h } from './dom.js';
import { avatar } from './avatar.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { hm, day } from './clock.js';
import { tell, act } from './toast.js';
import { redraw, lineForm, fold, sureButton, skeleton } from './redraw.js';
import { stage, pending } from './backstage.js';
import { groupsPart } from './teamgroups.js';
import { tagsPart } from './teamtags.js';

const parts = { relations: relationsPart, groups: groupsPart, tags: tagsPart };
let open = 'relations';

export function teamPane(signal, shown) {
  const box = h('section', { class: 'pane sheets team', 'aria-label': t('pane_team'), tabindex: -1 });
  const draw = () => shown() && redraw(box, () => [choice(draw), app.ready ? parts[open](draw) : skeleton()]);
  on('ready customers members groups tags world', draw, signal);
  box.addEventListener('shown', draw);
  draw();
  return box;
}

function choice(draw) {
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('pane_team') }, Object.keys(parts).map((name) => h('button', {
    'data-testid': `team-${name}`, 'aria-pressed': String(open === name), onclick: () => { open = name; draw(); },
  }, t(`team_${name}`))));
}

function relationsPart() {
  const who = me();
  const known = new Set(who?.all.filter(lives).map((r) => r.userid.toLowerCase()));
  return [
    waitingSheet(),
    who ? h('section', { class: 'sheet-of' }, h('h3', null, t('team_of', { name: who.name })),
      h('p', { class: 'muted' }, t('team_of_why')), who.all.filter(lives).map((r) => relationCard(who, r)),
      known.size === 0 && h('p', { class: 'blank-line' }, t('team_nobody', { name: who.name })))
      : h('p', { class: 'blank-line' }, t('team_pick')),
    h('section', { class: 'sheet-of' }, h('h3', null, t('team_members')),
      h('ul', { class: 'lines' }, stage.members.map(memberLine))),
  ];
}

/** A relation that still is something to one of both. */
const lives = (r) => r.status !== 'ended' || r.temp_until;

function waitingSheet() {
  const list = pending();
  if (!list.length) return null;
  return h('section', { class: 'sheet-of waiting-sheet' }, h('h3', null, t('team_waiting'), h('i', { class: 'badge' }, String(list.length))),
    h('ul', { class: 'lines' }, list.map((r) => h('li', { class: 'line', 'data-testid': 'pending' }, avatar(r.customer, 32),
      h('span', { class: 'grow' }, h('b', null, r.name), h('small', null, t('team_asks', { member: memberName(r.userid) }))),
      h('button', { class: 'step main', 'data-testid': `confirm-${r.customer}-${r.userid}`, onclick: () => done(() => api.confirm(r.customer, r.userid), 'team_confirmed', { name: r.name }) }, t('team_confirm'))))));
}

const done = (action, key, facts = {}) => act(async () => {
  await action();
  tell(t(key, facts));
  await refresh('customers', 'wecom');
});

function relationCard(who, r) {
  const id = `${r.customer}-${r.userid}`;
  const both = r.status === 'friend' && !r.customer_left && !r.member_left;
  const has = r.status === 'friend' && !r.member_left;
  const head = [avatar(r.userid, 32), h('span', { class: 'grow' }, h('b', null, r.member_name || r.userid), h('small', null, r.remark ? t('team_remark_is', { remark: r.remark }) : `${t('team_since')} ${day(r.created)}`)), standing(r)];
  if (r.status === 'pending') return h('div', { class: 'line' }, head);
  return fold(`relation-${id}`, head, h('div', { class: 'actions' },
    both && speak(r, id), has && remark(r, id), has && tags(r, id),
    h('div', { class: 'chips-line' },
      both && button(`approve-${id}`, 'team_archive', () => done(() => api.approve(who.id, r.userid), 'team_archived')),
      r.status === 'friend' && button(`transfer-${id}`, 'team_transfer_fail', () => done(() => api.relation('transfer-fail', pairOf(r)), 'team_transfer_failed')),
      r.temp_until > 0 && r.status === 'friend' && button(`expire-${id}`, 'team_expire', () => done(() => api.expire(who.id, r.userid), 'team_expired')),
      has && sureButton(`delete-by-member-${id}`, t('team_delete'), t('team_delete_sure'), () => done(() => api.relation('delete', { ...pairOf(r), by: 'member' }), 'team_deleted'))),
    !has && h('p', { class: 'muted' }, t('team_gone'))));
}

const pairOf = (r) => ({ customer: r.customer, userid: r.userid });
const button = (id, key, onclick) => h('button', { class: 'step', type: 'button', 'data-testid': id, onclick }, t(key));

function standing(r) {
  const [key, tone] = r.status === 'pending' ? ['rel_pending', 'brass'] : r.status === 'ended' ? ['rel_ended', '']
    : r.member_left ? ['rel_member_left', 'alarm'] : r.customer_left ? ['rel_customer_left', 'alarm'] : r.temp_until ? ['rel_temp', 'brass'] : ['rel_friend', 'good'];
  return h('i', { class: `chip ${tone}` }, t(key, { time: hm(r.temp_until ?? 0) }));
}

const speak = (r, id) => lineForm(`say-${id}`, {
  label: t('team_say', { name: memberName(r.userid) }), button: t('send'), send: (text) => act(() => api.sayAs(r.customer, r.userid, text)),
});

const remark = (r, id) => lineForm(`remark-${id}`, {
  label: t('team_remark'), button: t('save'), value: r.remark, optional: true,
  send: (text) => done(() => api.relation('edit', { ...pairOf(r), remark: text }), 'team_saved'),
});

function tags(r, id) {
  const edit = (body) => done(() => api.relation('edit', { ...pairOf(r), ...body }), 'team_saved');
  const rest = stage.tags.flatMap((g) => g.tags).filter((tag) => !tag.deleted && !r.tags.includes(tag.name));
  return h('div', { class: 'chips-line', role: 'group', 'aria-label': t('team_tags') }, h('small', null, t('team_tags')),
    r.tags.map((name) => h('button', { class: 'chip good tag', 'data-testid': `untag-${id}-${name}`, 'aria-label': t('team_untag', { name }), onclick: () => edit({ remove_tag: [name] }) }, name, ' ×')),
    h('select', { 'data-testid': `tag-${id}`, 'aria-label': t('team_tag'), onchange: (e) => e.target.value && edit({ add_tag: [e.target.value] }) },
      h('option', { value: '' }, t('team_tag')), rest.map((tag) => h('option', { value: tag.name }, tag.name))));
}

function memberLine(m) {
  const n = app.customers.filter((c) => c.all.some((r) => r.userid === m.userid && r.status === 'friend' && !r.member_left)).length;
  const trouble = !m.contact ? 'member_no_contact' : m.status !== 1 ? 'member_inactive' : !m.verified ? 'member_unverified' : '';
  return h('li', { class: 'line', 'data-testid': `member-${m.userid}` }, avatar(m.userid, 32),
    h('span', { class: 'grow' }, h('b', null, m.name), h('small', null, `${m.position} · ${m.userid}`)),
    trouble ? h('i', { class: 'chip' }, t(trouble)) : h('small', { class: 'num' }, t('team_n_customers', { n })));
}
