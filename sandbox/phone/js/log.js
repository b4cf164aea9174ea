// Every push and call as it happens, newest first: in words, with what came of it, details on demand.
import { app, on } from './state.js';
import { h, put, reconcile } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { stamp } from './clock.js';
import { showPane } from './router.js';
import { pushSentence } from './pushwords.js';
import { callSentence } from './words.js';
import { pushOutcome, callOutcome } from './outcomes.js';
import { pushDetails, callDetails } from './details.js';
import { skeleton } from './redraw.js';

const step = 120; // rows drawn at first, and more of them at the end of the list
const view = { filter: 'all', text: '', since: [0, 0], rows: step, open: new Set() };
const filters = ['all', 'pushes', 'calls', 'problems'];

export function eventPane(signal, shown) {
  const list = h('ol', { class: 'log-list', 'data-testid': 'log' });
  const none = h('div', { class: 'blank', 'data-testid': 'log-empty' });
  const box = h('div', { class: 'log-scroll', tabindex: 0, 'aria-label': t('log_title') }, none, list);
  const draw = () => {
    if (!shown()) return;
    const rows = entries();
    none.hidden = rows.length > 0;
    if (!rows.length) put(none, app.ready ? nothing() : skeleton());
    hold(box, list, () => reconcile(list, rows.slice(0, view.rows), (r) => r.key, (r) => r.version, line));
  };
  const fresh = () => { view.rows = step; box.scrollTop = 0; draw(); };
  box.addEventListener('scroll', () => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight > 400 || list.children.length < view.rows) return;
    view.rows += step;
    draw();
  }, { passive: true });
  on('ready log customers world groups tags', later(draw), signal);
  const pane = h('section', { class: 'pane log', 'aria-label': t('pane_log') }, head(fresh), box);
  pane.addEventListener('shown', draw);
  draw();
  return pane;
}

/** Many wishes to draw within a frame become one. */
function later(draw) {
  let wanted = false;
  return () => {
    if (wanted) return;
    wanted = true;
    setTimeout(() => { wanted = false; draw(); }, 30);
  };
}

function head(fresh) {
  const buttons = filters.map((name) => h('button', {
    'data-testid': `log-${name}`, 'aria-pressed': String(view.filter === name),
    onclick: (e) => {
      view.filter = name;
      for (const b of buttons) b.setAttribute('aria-pressed', String(b === e.currentTarget));
      fresh();
    },
  }, t(`log_${name}`)));
  return h('header', null, h('div', { class: 'segments', role: 'group', 'aria-label': t('log_filter') }, buttons),
    h('button', { class: 'quiet', 'data-testid': 'log-clear', onclick: () => { view.since = [app.pushes.at(-1)?.id ?? 0, app.calls.at(-1)?.id ?? 0].map(Number); fresh(); } }, t('log_clear')),
    h('input', {
      type: 'search', class: 'search', placeholder: t('log_search'), 'aria-label': t('log_search'), 'data-testid': 'log-search', value: view.text,
      oninput: (e) => { view.text = e.currentTarget.value; fresh(); },
    }));
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

function entries() {
  const pushes = view.filter === 'calls' ? [] : newer(app.pushes, 0, 'push');
  const calls = view.filter === 'pushes' ? [] : newer(app.calls, 1, 'call');
  const all = merge(pushes, calls);
  const wanted = view.filter === 'problems' ? all.filter((r) => outcomeOf(r).tone === 'bad') : all;
  const text = view.text.trim().toLowerCase();
  return (text ? wanted.filter((r) => searchable(r).includes(text)) : wanted.slice(0, view.rows)).map(worded);
}

/** What came since the log was cleared. A sandbox that began anew counts from one again. */
function newer(list, i, kind) {
  if (list.length && Number(list.at(-1).id) < view.since[i]) view.since[i] = 0;
  return list.filter((item) => Number(item.id) > view.since[i]).map((data) => ({ kind, data }));
}

/** Two lists that are oldest first as one that is newest first. */
function merge(a, b) {
  const out = [];
  for (let i = a.length - 1, j = b.length - 1; i >= 0 || j >= 0;) out.push(j < 0 || (i >= 0 && a[i].data.at >= b[j].data.at) ? a[i--] : b[j--]);
  return out;
}

const sentence = (r) => (r.kind === 'push' ? pushSentence(r.data) : callSentence(r.data));
const outcomeOf = (r) => (r.kind === 'push' ? pushOutcome(r.data) : callOutcome(r.data));

function worded(r) {
  const words = sentence(r);
  const outcome = outcomeOf(r);
  return { ...r, key: `${r.kind}-${r.data.id}`, words, outcome, version: words + outcome.words + r.data.status + (r.data.attempts?.length ?? '') };
}

function searchable(r) {
  const d = r.data;
  return [sentence(r), outcomeOf(r).words, d.plain, d.path, d.errmsg, d.event, typeof d.request === 'object' ? JSON.stringify(d.request) : d.request].join(' ').toLowerCase();
}

function nothing() {
  if (view.text || view.filter === 'problems') return h('p', null, t(view.text ? 'log_not_found' : 'log_no_problem'));
  return [icon('activity', 32), h('h3', null, t('log_empty')), h('p', null, t('log_empty_text')),
    h('ul', null, ['log_empty_1', 'log_empty_2', 'log_empty_3'].map((key) => h('li', null, t(key))))];
}

const looks = { good: 'good', waiting: 'brass', bad: 'alarm' };

function line(r) {
  const push = r.kind === 'push';
  const { tone, words, todo, where } = r.outcome;
  const details = h('div', { class: 'details' });
  const toggle = (open) => {
    main.setAttribute('aria-expanded', String(open));
    if (open) view.open.add(r.key); else view.open.delete(r.key);
    put(details, open ? (push ? pushDetails(r.data) : callDetails(r.data)) : null);
  };
  const main = h('button', { class: 'log-head', 'aria-expanded': 'false', onclick: () => toggle(!view.open.has(r.key)) },
    h('span', { class: `way-mark ${looks[tone]}` }, icon(push ? 'toyou' : 'fromyou', 16)),
    h('span', { class: 'log-words' }, h('span', null, r.words),
      words && h('span', { class: `outcome ${looks[tone]}` }, words), todo && h('span', { class: 'todo' }, todo),
      h('small', null, h('time', { class: 'num' }, stamp(r.data.at)), push ? pushFacts(r.data) : callFacts(r.data))),
    icon('down', 16));
  if (view.open.has(r.key)) toggle(true);
  return h('li', { class: `log-row ${r.kind} ${tone}`, 'data-testid': push ? 'push-row' : 'call-row', 'data-tone': tone, 'data-event': push ? r.data.event : r.data.path, 'data-status': push ? r.data.status : r.data.errcode },
    main, where && h('button', { class: 'quiet goto', 'data-testid': `goto-${where}`, onclick: () => showPane(where) }, t(`goto_${where}`), icon('right', 14)), details);
}

const fact = (text, tone = '') => text && h('i', { class: `chip ${tone}` }, text);

function pushFacts(p) {
  const last = p.attempts.at(-1);
  return [fact(last && !last.error && `${last.latency} ms`), fact(p.attempts.length > 1 && t('log_tries', { n: p.attempts.length }), 'brass'),
    fact(p.meaning === 'transfer' && t('log_transfer'), 'brass'), fact(p.again && t('log_replayed_chip'))];
}

function callFacts(c) {
  return [fact(c.path.replace(/^\/cgi-bin\//, '')), fact(!c.errcode && c.status === 200 && t('log_ok'), 'good'), fact(c.latency < 0.1 ? '< 0.1 ms' : `${c.latency} ms`)];
}
