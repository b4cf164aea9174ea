// The mini program's 「联系我」 and 「加入群聊」 cells: ways made for scene 1.
import { app, memberName } from './state.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { t } from './i18n.js';
import { local } from './match.js';
import { scanWay } from './scan.js';
import { sampleButton } from './sample.js';

const most = 4;

export function contactCells() {
  const ways = app.ways.filter((w) => w.scene === 1).slice(0, most);
  if (!ways.length) return h('div', { class: 'contact-none' }, h('p', null, t('cell_none')), !app.ways.length && sampleButton());
  return h('ul', { class: 'contact-cells' }, ways.map((w) => h('li', null, w.kind === 'join' ? joinCell(w) : cell(w))));
}

function cell(w) {
  const who = w.users[0];
  return button(w, who ? avatar(who, 44) : icon('me', 28), who ? memberName(who) : t('cell_title'), w.name || t('cell_text'), t('cell_title'));
}

function joinCell(w) {
  const room = app.groups.find((g) => g.id === w.chats[0]);
  return button(w, h('span', { class: 'avatar room', 'aria-hidden': 'true' }, icon('chats', 26)), room?.name || t('cell_join'), w.name || t('cell_join_text'), t('cell_join'));
}

function button(w, face, name, text, label) {
  return h('button', { class: 'contact-cell', 'data-testid': `cell-${w.id}`, 'data-state': w.state, onclick: () => sheet(w, name) },
    face, h('span', null, h('b', null, name), h('small', null, text)), h('em', null, label));
}

/** What the plugin shows: a code to press long. */
function sheet(w, name) {
  const close = () => box.close();
  const box = h('dialog', { class: 'code-sheet', 'aria-label': name, onclose: () => box.remove(), onclick: (e) => e.target === box && close() },
    h('div', null, h('h3', null, name), w.picture && h('img', { src: local(w.picture), alt: '', width: 200, height: 200 }), h('p', null, t('cell_press')),
      h('button', { class: 'wide primary', 'data-testid': 'cell-recognise', onclick: () => { close(); scanWay({ config_id: w.id }); } }, icon('scan'), t('cell_go')),
      h('button', { class: 'wide', onclick: close }, t('close'))));
  (document.querySelector('.glass') ?? document.body).append(box);
  box.showModal();
}
