// Who this phone belongs to, with the ids that developers look for.
import { on, me, memberName } from './state.js';
import { h, put } from './dom.js';
import { avatar } from './avatar.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { navBar, screen } from './nav.js';
import { tabBar } from './home.js';
import { openPeople } from './people.js';
import { toast, attempt } from './toast.js';

export function meScreen(signal) {
  const body = h('div', { class: 'scroll' });
  const draw = () => put(body, card(), ids(), friends(), h('div', { class: 'cells' },
    h('button', { class: 'cell plain center', 'data-testid': 'me-switch', onclick: openPeople }, t('me_switch'))));
  on('customers world', draw, signal);
  draw();
  return screen('me', null, navBar({ title: t('tab_me') }), body, tabBar('me'));
}

function card() {
  const who = me();
  return h('div', { class: 'me-card' }, avatar(who.id, 64),
    h('span', null, h('b', null, who.name), h('small', null, `${t('me_wechat')} ${who.id}${who.outside ? ` · ${t('outside')} · ${who.corp}` : ''}`)));
}

function ids() {
  const who = me();
  const rows = [['openid', who.openid], ['unionid', who.unionid], ['external_userid', who.external]].filter(([, v]) => v);
  return [h('h3', { class: 'cells-title' }, t('me_ids')),
    h('ul', { class: 'cells' }, rows.map(([name, value]) => h('li', { class: 'cell plain id' },
      h('span', null, h('b', null, name), h('code', { 'data-testid': `id-${name}` }, value)),
      h('button', { class: 'quiet', 'aria-label': `${t('copy')} ${name}`, onclick: () => copy(value) }, t('copy')))))];
}

async function copy(value) {
  await attempt(() => navigator.clipboard.writeText(value));
  toast(t('copied'));
}

function friends() {
  const who = me();
  if (!who.relations.length) return null;
  return [h('h3', { class: 'cells-title' }, t('me_friends')),
    h('ul', { class: 'cells' }, who.relations.map((r) => h('li', { class: 'cell plain' },
      avatar(r.userid, 36), h('span', { class: 'cell-text' }, h('b', null, memberName(r.userid))),
      h('button', { class: 'quiet alarm', 'data-testid': `delete-${r.userid}`, onclick: () => remove(r) }, t('me_delete')))))];
}

const remove = (r) => attempt(async () => {
  await api.deleteMember(me().id, r.userid);
  toast(t('me_deleted', { name: memberName(r.userid) }));
  await refresh('customers');
});
