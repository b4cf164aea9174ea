// The second pane: every push and call as it happens, newest first, details on demand.
import { app, on } from './state.js';
import { h, put, reconcile } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { hms } from './clock.js';
import { pushSentence, callSentence, meaning } from './words.js';
import { refresh } from './live.js';
import { toast, attempt } from './toast.js';

const view = { filter: 'all', since: 0, open: new Set() };

export function eventPane(signal) {
  const list = h('ol', { class: 'log-list', 'data-testid': 'log' });
  const none = h('div', { class: 'start small' }, h('h3', null, t('log_empty')), h('p', null, t('log_empty_text')));
  const draw = () => {
    const rows = entries();
    none.hidden = rows.length > 0;
    hold(box, list, () => reconcile(list, rows, (r) => r.key, (r) => r.words + JSON.stringify(r.data), (r) => line(r)));
  };
  const box = h('div', { class: 'log-scroll', tabindex: 0 }, none, list);
  on('log customers world', draw, signal);
  draw();
  return h('aside', { class: 'log', 'aria-label': t('log_title') },
    h('header', null, h('h2', null, t('log_title')), filters(draw),
      h('button', { class: 'quiet', 'data-testid': 'log-clear', onclick: () => { view.since = Date.now() + app.offset; draw(); } }, t('log_clear'))),
    box);
}

/** Draws, and keeps what one reads where it is: new rows come in above without pushing it down. */
function hold(box, list, draw) {
  if (box.scrollTop < 8) return draw();
  const seen = [...list.children].find((row) => row.offsetTop + row.offsetHeight > box.scrollTop);
  const key = seen?.dataset.key;
  const before = seen?.offsetTop;
  draw();
  const after = key && [...list.children].find((row) => row.dataset.key === key);
  if (after) box.scrollTop += after.offsetTop - before;
}

function filters(draw) {
  const buttons = ['all', 'pushes', 'calls'].map((name) => h('button', {
    'data-testid': `log-${name}`, 'aria-pressed': String(view.filter === name),
    onclick: (e) => {
      view.filter = name;
      for (const b of buttons) b.setAttribute('aria-pressed', String(b === e.currentTarget));
      draw();
    },
  }, t(`log_${name}`)));
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('log_filter') }, buttons);
}

function entries() {
  const pushes = view.filter === 'calls' ? [] : app.pushes.map((p) => ({ key: `push-${p.id}`, at: p.at, data: p, kind: 'push', words: pushSentence(p) }));
  const calls = view.filter === 'pushes' ? [] : app.calls.map((c) => ({ key: `call-${c.id}`, at: c.at, data: c, kind: 'call', words: callSentence(c) }));
  return [...pushes, ...calls].filter((r) => r.at > view.since).sort((a, b) => b.at - a.at || (a.kind === b.kind ? b.data.id - a.data.id : 0));
}

function line(r) {
  const push = r.kind === 'push';
  const [tone, chips] = push ? pushChips(r.data) : callChips(r.data);
  const details = h('div', { class: 'details' });
  const head = h('button', {
    class: 'log-head', 'aria-expanded': 'false',
    onclick: () => toggle(!view.open.has(r.key)),
  }, h('span', { class: `way-mark ${tone}` }, icon(push ? 'toyou' : 'fromyou', 16)),
  h('span', { class: 'log-words' }, h('span', null, r.words),
    h('small', null, h('time', { class: 'num' }, hms(r.at)), chips)),
  icon('down', 16));
  const toggle = (open) => {
    head.setAttribute('aria-expanded', String(open));
    if (open) view.open.add(r.key); else view.open.delete(r.key);
    put(details, open ? (push ? pushDetails(r.data) : callDetails(r.data)) : null);
  };
  if (view.open.has(r.key)) toggle(true);
  return h('li', { class: `log-row ${r.kind}`, 'data-testid': push ? 'push-row' : 'call-row', 'data-tone': tone, 'data-event': push ? r.data.event : r.data.path, 'data-status': push ? r.data.status : r.data.errcode }, head, details);
}

const chip = (text, tone = '') => text && h('i', { class: `chip ${tone}` }, text);

function pushChips(p) {
  const last = p.attempts.at(-1);
  const took = last && !last.error && chip(`${last.latency} ms`);
  const tries = p.attempts.length > 1 && chip(t('log_tries', { n: p.attempts.length }), 'brass');
  const again = p.again && chip(t('log_replay'));
  if (p.status === 'dropped') return ['brass', [chip(t('log_dropped'), 'brass'), again]];
  if (p.status === 'not_sent') return ['brass', [chip(t('log_no_url'), 'brass'), again]];
  if (!last) return ['wait', [chip(t('log_waiting')), again]];
  const reply = last.error || `${last.status} ${last.reply.length > 24 ? '' : last.reply}`.trim();
  const bad = p.meaning === 'failed' || p.status === 'failed';
  const waiting = p.status === 'waiting' && chip(t('log_waiting'), 'brass');
  return [bad ? 'alarm' : 'good', [chip(reply, bad ? 'alarm' : 'good'), took, tries, waiting, p.meaning === 'transfer' && chip(t('log_transfer'), 'brass'), again]];
}

function callChips(c) {
  const took = chip(c.latency < 0.1 ? '< 0.1 ms' : `${c.latency} ms`);
  const where = chip(c.path.replace(/^\/cgi-bin\//, ''));
  if (c.status === 0) return ['alarm', [where, chip(t('log_no_reply'), 'alarm'), took]];
  if (c.status !== 200) return ['alarm', [where, chip(`HTTP ${c.status}`, 'alarm'), took]];
  if (!c.errcode) return ['good', [where, chip(t('log_ok'), 'good'), took]];
  const words = meaning(c.errcode);
  return ['alarm', [where, chip(words ? `${c.errcode} ${words}` : String(c.errcode), 'alarm'), took]];
}

function pushDetails(p) {
  return [
    h('h4', null, t('log_plain')), h('pre', { tabindex: 0 }, pretty(p.plain)),
    p.attempts.length > 0 && [h('h4', null, t('log_attempts')), h('table', null, h('tbody', null, p.attempts.map((a, i) => h('tr', null,
      h('td', { class: 'num' }, t('log_attempt', { n: i + 1 })), h('td', { class: 'num' }, hms(a.at)),
      h('td', { class: 'num' }, a.error || `HTTP ${a.status}`), h('td', { class: 'num' }, `${a.latency} ms`),
      h('td', null, h('code', null, a.error ? t('log_no_reply') : a.reply || t('log_empty_reply'))))))) ],
    h('button', { class: 'quiet', 'data-testid': 'push-replay', onclick: () => attempt(async () => {
      await api.replay(p.id);
      toast(t('log_replayed'));
      await refresh('pushes');
    }) }, icon('again', 16), t('log_replay')),
  ];
}

function callDetails(c) {
  const query = new URLSearchParams(c.query).toString();
  return [
    h('p', { class: 'call-line' }, h('code', null, `${c.method} ${c.path}${query ? `?${query}` : ''}`), c.app && h('span', null, `${t('log_app')} ${c.app}`)),
    c.request !== null && [h('h4', null, t('log_request')), h('pre', { tabindex: 0 }, pretty(c.request))],
    h('h4', null, t('log_answer')),
    h('pre', { tabindex: 0 }, c.status === 0 ? t('log_no_reply') : `HTTP ${c.status} · errcode ${c.errcode}${c.errmsg ? ` · ${c.errmsg}` : ''}`),
  ];
}

/** JSON and XML on several lines; anything else as it is. */
function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  const text = value.trim();
  if (text.startsWith('<')) return text.replace(/></g, '>\n<').replace(/\n<(?!\/?xml)/g, '\n  <');
  // Numbers stay as they came: a MsgId does not fit into a JavaScript number.
  if (text.startsWith('{')) return indent(text);
  return value;
}

function indent(json) {
  let depth = 0;
  let out = '';
  for (const part of json.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []) {
    if (part === '}' || part === ']') out += `\n${'  '.repeat(--depth)}${part}`;
    else if (part === '{' || part === '[') out += `${part}\n${'  '.repeat(++depth)}`;
    else if (part === ',') out += `,\n${'  '.repeat(depth)}`;
    else out += part === ':' ? ': ' : part;
  }
  return out;
}
