// Where the platforms push to: three addresses, verified when they are saved, with the result in words.
import { h } from './dom.js';
import { t, say } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { me } from './state.js';
import { act, tell } from './toast.js';
import { stage } from './backstage.js';
import { choice, field, forgetDraft } from './redraw.js';

const results = new Map(); // kind → {tone, words}
const modes = ['plain', 'compatible', 'secure'];
const formats = ['json', 'xml'];

export function callbackForms(draw) {
  return stage.callbacks.map((cb) => h('form', {
    class: 'callback', 'data-testid': `callback-${cb.kind}`, 'aria-label': t(`callback_${cb.kind}`),
    onsubmit: (e) => { e.preventDefault(); save(cb, e.currentTarget, draw); },
  }, h('h4', null, t(`callback_${cb.kind}`), h('i', { class: `chip ${cb.url ? 'good' : ''}` }, t(cb.url ? 'callback_on' : 'callback_off'))),
  h('div', { class: 'callback-line' },
    field(`callback-url-${cb.kind}`, { value: cb.url, type: 'url', placeholder: 'http://127.0.0.1:8080/…', 'aria-label': t('callback_url', { kind: t(`callback_${cb.kind}`) }), spellcheck: 'false' }),
    h('button', { class: 'step', 'data-testid': `callback-save-${cb.kind}` }, t('callback_save'))),
  cb.mode && h('div', { class: 'callback-line' }, chosen('mode', modes, cb.mode), chosen('format', formats, cb.format)),
  said(cb.kind), cb.kind === 'suite' && suiteButtons(), cb.kind === 'weapp' && eventChooser()));
}

const chosen = (name, from, value) => h('label', null, t(`callback_${name}`),
  choice(`callback-${name}`, { name, value, options: from.map((v) => [v, t(`callback_${name}_${v}`)]) }));

function said(kind) {
  const result = results.get(kind);
  return h('p', { class: `callback-said ${result?.tone ?? ''}`, role: 'status', 'data-testid': `callback-said-${kind}`, 'data-tone': result?.tone }, result?.words ?? t(`callback_${kind}_why`));
}

const suiteButtons = () => h('div', { class: 'chips-line', role: 'group', 'aria-label': t('callback_suite') }, ['ticket', 'create', 'change', 'cancel', 'permit'].map((what) => h('button', {
  class: 'step', type: 'button', 'data-testid': `suite-${what}`, onclick: () => act(async () => { await api.suite(what); tell(t('pushed')); }),
}, t(`suite_${what}`))));

// Events of the mini program that are no messages, as they usually look.
const events = {
  debug_demo: { debug_str: 'hello' },
  subscribe_msg_popup_event: { list: [{ template_id: 'sandbox-template', status: 'accept', scene: 1 }] },
  subscribe_msg_change_event: { list: [{ template_id: 'sandbox-template', status: 'reject' }] },
  subscribe_msg_sent_event: { list: [{ template_id: 'sandbox-template', status: 'success', errcode: 0 }] },
  wxa_media_check: { check: { suggest: 'pass', label: 100 } },
};

function eventChooser() {
  const who = me();
  if (!who) return null;
  const label = t('event_of', { name: who.name });
  return h('select', { 'data-testid': 'weapp-event', 'aria-label': label, onchange: (e) => {
    const event = e.target.value;
    e.target.value = '';
    if (event) act(async () => { await api.weappEvent({ customer: who.id, event, ...events[event] }); tell(t('pushed')); });
  } }, h('option', { value: '' }, label), Object.keys(events).map((name) => h('option', { value: name }, t(`event_${name}`))));
}

async function save(cb, form, draw) {
  const url = form.querySelector('input').value.trim();
  const fields = [...form.querySelectorAll('input, select[name]')].map((el) => el.dataset.testid);
  const choices = Object.fromEntries([...form.querySelectorAll('select[name]')].map((el) => [el.name, el.value]));
  try {
    const came = await api.setCallback({ kind: cb.kind, url, ...choices });
    results.set(cb.kind, { tone: 'good', words: url ? t('callback_verified', { status: came.status }) : t('callback_ended') });
    await refresh('callbacks', 'pushes');
    fields.forEach(forgetDraft);
  } catch (err) {
    results.set(cb.kind, { tone: 'bad', words: refused(err.message) });
  }
  draw();
}

/** What came back, and what should have come. */
function refused(text) {
  const should = say('应该原样回答 echostr（企业微信要先解密），HTTP 200，一秒以内。地址没有改。', 'It should answer the echostr (WeCom’s decrypted) with HTTP 200 within a second. The address was not changed.');
  const echo = /status (\d+) and "([\s\S]*)" instead/.exec(text);
  if (echo) return say(`验证没通过：你的服务器回了 HTTP ${echo[1]}，内容是「${cut(echo[2]) || '空'}」。`, `Not verified: your server answered HTTP ${echo[1]} with “${cut(echo[2]) || 'nothing'}”. `) + should;
  if (/no answer/.test(text)) return say(`验证没通过：连不上，或一秒内没有回答（${text.replace(/^.*: /, '')}）。`, `Not verified: no answer (${text.replace(/^.*: /, '')}). `) + should;
  if (/http:\/\//.test(text)) return say('地址要以 http:// 或 https:// 开头。', 'The address begins with http:// or https://.');
  return text || t('unreachable');
}

const cut = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
