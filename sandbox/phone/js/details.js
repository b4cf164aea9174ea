// A row of the log unfolded: what was sent, every attempt, what was answered.
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { hms } from './clock.js';
import { refresh } from './live.js';
import { tell, act } from './toast.js';
import { meaning, advice } from './codes.js';

export function pushDetails(p) {
  return [
    h('h4', null, t('log_plain')), h('pre', { tabindex: 0, class: p.plain.startsWith('<') ? 'xml' : '' }, pretty(p.plain)),
    p.attempts.length > 0 && [h('h4', null, t('log_attempts')), h('table', null, h('tbody', null, p.attempts.map(attemptRow)))],
    h('button', { class: 'quiet', 'data-testid': 'push-replay', onclick: () => act(async () => {
      await api.replay(p.id);
      tell(t('log_replayed'));
      await refresh('pushes');
    }) }, icon('again', 16), t('log_replay')),
  ];
}

function attemptRow(a, i) {
  return h('tr', { 'data-testid': 'attempt' }, h('td', { class: 'num' }, t('log_attempt', { n: i + 1 })), h('td', { class: 'num' }, hms(a.at)),
    h('td', { class: 'num' }, a.error || `HTTP ${a.status}`), h('td', { class: 'num' }, `${a.latency} ms`),
    h('td', null, h('code', null, a.error ? t('log_no_reply') : a.reply || t('log_empty_reply'))));
}

export function callDetails(c) {
  const query = new URLSearchParams(c.query).toString();
  return [
    h('p', { class: 'call-line' }, h('code', null, `${c.method} ${c.path}${query ? `?${query}` : ''}`), c.app && h('span', null, `${t('log_app')} ${c.app}`)),
    c.request !== null && [h('h4', null, t('log_request')), h('pre', { tabindex: 0 }, pretty(c.request))],
    h('h4', null, t('log_answer')),
    h('pre', { tabindex: 0 }, c.status === 0 ? t('log_no_reply') : `HTTP ${c.status} · errcode ${c.errcode}${c.errmsg ? ` · ${c.errmsg}` : ''}`),
    c.errcode !== 0 && meaning(c) && h('p', { class: 'explain' }, `${meaning(c)}${t('stop')}${advice(c)}`),
  ];
}

/** JSON and XML on several lines; anything else as it is. */
function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  const text = value.trim();
  if (text.startsWith('<')) return text.replace(/(<xml>|<\/[^>]+>)\s*(?=<)/g, '$1\n').replace(/\n(?!<\/?xml)/g, '\n  ');
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
