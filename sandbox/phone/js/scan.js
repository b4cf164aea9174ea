// The scanner: pick a code that hangs in the shop, or give a picture of one.
import { app, on, memberName } from './state.js';
import { h, reconcile, pictureOf } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { go } from './router.js';
import { readCode, local } from './match.js';
import { navBar, screen } from './nav.js';
import { toast, attempt } from './toast.js';
import { droppable } from './composer.js';
import { sampleButton } from './sample.js';

const shown = 60; // more ways than this are found by name
const back = () => go('home');

export function scanScreen(signal) {
  const list = h('ul', { class: 'ways' });
  const more = h('p', { class: 'more' });
  const find = h('input', { type: 'search', placeholder: t('scan_search'), 'aria-label': t('scan_search'), 'data-testid': 'way-search', oninput: () => draw() });
  const draw = () => {
    const ways = app.ways.filter((w) => matches(w, find.value.trim().toLowerCase()));
    reconcile(list, ways.slice(0, shown), (w) => w.id, (w) => JSON.stringify(w), wayRow);
    more.textContent = ways.length > shown ? t('scan_more', { n: ways.length - shown }) : '';
    find.hidden = app.ways.length < 7;
    none.hidden = app.ways.length > 0;
  };
  const none = h('div', { class: 'start small' }, h('h3', null, t('scan_none')), h('p', null, t('sample_text')), sampleButton());
  on('ways world customers', draw, signal);
  draw();
  const finder = viewfinder();
  const whole = screen('scan', back, navBar({ title: t('scan'), back }),
    h('div', { class: 'scroll' }, finder.node, h('div', { class: 'sheet' }, h('h3', null, t('scan_ways')), find, list, none, more, byText())));
  whole.addEventListener('paste', (e) => { const file = pictureOf(e.clipboardData); if (file) { e.preventDefault(); finder.read(file); } });
  return droppable(whole, (transfer) => { const file = pictureOf(transfer); if (file) finder.read(file); });
}

function matches(w, text) {
  return !text || `${w.name} ${w.state} ${w.id} ${w.users.join(' ')}`.toLowerCase().includes(text);
}

function viewfinder() {
  const said = h('p', { class: 'scan-said', role: 'status', 'aria-live': 'polite', 'data-testid': 'scan-said' }, t('scan_aim'));
  const frame = h('div', { class: 'finder', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'), h('i'), h('b'));
  const read = async (file) => {
    said.textContent = t('scan_busy');
    frame.classList.add('busy');
    try {
      await act(await readCode(file), said);
    } catch {
      said.textContent = t('read_bad');
    }
    frame.classList.remove('busy');
  };
  const file = h('input', {
    type: 'file', accept: 'image/*', hidden: true, 'data-testid': 'scan-upload', 'aria-label': t('scan_album'),
    onchange: () => { if (file.files[0]) read(file.files[0]); file.value = ''; },
  });
  const node = h('div', { class: 'scanner' }, frame, said, file,
    h('button', { class: 'album', 'data-testid': 'scan-upload-open', onclick: () => file.click() }, icon('picture', 18), t('scan_album')),
    h('small', null, t('scan_paste')));
  return { node, read };
}

/** Says what was read, then scans it. */
function act(text, said) {
  said.textContent = text ? t('read_text', { text }) : t('read_none');
  return text && scanWay({ qr_code: text });
}

function byText() {
  const text = h('input', { placeholder: t('scan_text'), 'aria-label': t('scan_text'), 'data-testid': 'scan-text', autocomplete: 'off', spellcheck: 'false' });
  return h('form', { class: 'by-text', onsubmit: (e) => { e.preventDefault(); if (text.value.trim()) scanWay({ qr_code: text.value.trim() }); } },
    text, h('button', { class: 'quiet', 'data-testid': 'scan-text-go' }, t('scan_go')));
}

const title = (w) => w.name || w.state || w.id.slice(0, 8);

function wayRow(w) {
  const kind = w.kind === 'contact' && w.scene === 1 ? 'kind_button' : `kind_${w.kind}`;
  const facts = [w.state || t('no_state'), w.users.map(memberName).join('、')].filter(Boolean).join(' · ');
  return h('li', null, h('button', { class: 'way', 'data-testid': `way-${w.id}`, 'data-state': w.state, onclick: () => scanWay({ config_id: w.id }) },
    w.qr ? h('img', { src: local(w.qr), alt: '', width: 56, height: 56, loading: 'lazy', decoding: 'async' }) : h('span', { class: 'noqr' }, icon('mini', 28)),
    h('span', null, h('b', null, title(w)), h('small', null, facts),
      h('span', { class: 'chips' }, h('i', { class: 'chip' }, t(kind)), w.consent && h('i', { class: 'chip brass' }, t('needs_consent'))))));
}

const told = new Set(['added', 'pending', 'already', 'joined', 'expired', 'used', 'deleted', 'no_member', 'full', 'not_for_you']);
const opens = new Set(['added', 'pending', 'already']);

/** The customer scans a code; what comes of it is told, and opens. */
export const scanWay = (target) => attempt(async () => {
  const { result, userid, chat_id: chat } = await api.scan(app.customer, target);
  await refresh('customers', 'ways', 'groups');
  const who = memberName(userid);
  toast(t(told.has(result) ? `result_${result}` : 'result_other', { who, result }), opens.has(result) || result === 'joined' ? 'good' : 'bad');
  if (userid && opens.has(result)) go('chat', { member: userid });
  if (chat) go('group', { group: chat });
});
