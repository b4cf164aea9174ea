// Faults with one click: for the next push, for the next call of a path; and those that wait.
import { app, on } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { tell, act } from './toast.js';
import { paths } from './words.js';

const callFaults = [
  ['busy', { errcode: -1 }], ['limit', { errcode: 45009 }], ['badtoken', { errcode: 40001 }], ['expired', { errcode: 42001 }], ['502', { status: 502 }],
  ['slow', { delay_ms: 6000 }], ['before', { drop: 'before' }], ['after', { drop: 'after' }],
];
const pushFaults = [
  ['twice', { duplicate: true }], ['reorder', { reorder: true }], ['slow', { delay_ms: 6000 }], ['drop', { drop: true }],
];
const chosen = { path: '', times: 1 };

const short = (path) => path.replace(/^\/cgi-bin\//, '');

export function quickFaults(signal) {
  const path = pathChooser(signal);
  const times = h('select', { 'aria-label': t('fault_times'), title: t('fault_times'), 'data-testid': 'fault-times', onchange: () => { chosen.times = Number(times.value); } },
    [1, 2, 3, 5, 10].map((n) => h('option', { value: n, selected: n === chosen.times }, t('times', { n }))));
  const clear = h('button', { class: 'quiet square', 'data-testid': 'fault-clear', title: t('fault_clear_why'), 'aria-label': t('fault_clear_why'), onclick: () => act(async () => {
    await Promise.all([api.clearFaults(), api.clearPushFaults()]);
    tell(t('fault_cleared'));
    await refresh('faults');
  }) }, icon('trash', 18));
  const groups = [
    group('faults_pushes', 'push', pushFaults, (fault) => api.addPushFault({ times: chosen.times, ...fault }), () => app.faults.pushes),
    group('faults_calls', 'fault', callFaults, (fault) => api.addFault({ path: path.value, times: chosen.times, ...fault }), () => app.faults.calls, path),
  ];
  const draw = () => {
    for (const g of groups) g.draw();
    clear.disabled = app.faults.calls.length + app.faults.pushes.length === 0;
  };
  on('faults', draw, signal);
  draw();
  return h('div', { class: 'faults' },
    h('span', { class: 'faults-title' }, icon('bolt'), h('b', null, t('faults')), h('small', null, t('faults_next')), times), groups.map((g) => g.node), clear);
}

/** All paths, those lately called first. Until a person chose, it follows what is called. */
function pathChooser(signal) {
  const node = h('select', { 'aria-label': t('fault_path'), title: t('fault_path'), 'data-testid': 'fault-path', onchange: () => { chosen.path = node.value; } });
  let shown;
  const draw = () => {
    const recent = [...new Set(app.calls.slice(-200).map((c) => c.path).reverse())].slice(0, 8);
    const key = recent.join();
    if (key === shown || document.activeElement === node) return;
    shown = key;
    const option = (p) => h('option', { value: p }, short(p));
    put(node, recent.length > 0 && h('optgroup', { label: t('fault_recent') }, recent.map(option)),
      h('optgroup', { label: t('fault_all') }, paths.filter((p) => !recent.includes(p)).map(option)));
    node.value = chosen.path || recent[0] || paths[0];
  };
  on('log', draw, signal);
  draw();
  return node;
}

function group(label, prefix, kinds, add, active, ...extra) {
  const buttons = kinds.map(([name, fault]) => {
    const what = t(`${prefix}_${name}`);
    const count = h('i', { class: 'badge' });
    const node = h('button', {
      class: 'fault', 'data-testid': `${prefix}-${name}`, 'aria-pressed': 'false', title: t(`${prefix}_${name}_why`),
      onclick: () => act(async () => { await add(fault); tell(t('fault_set', { n: chosen.times, where: t(label), what })); await refresh('faults'); }),
    }, what, count);
    return { fault, node, count };
  });
  const draw = () => buttons.forEach(({ fault, node, count }) => {
    const n = active().filter((f) => same(f, fault)).reduce((sum, f) => sum + (f.times ?? 1), 0);
    node.setAttribute('aria-pressed', String(n > 0));
    put(count, n > 0 && String(n));
    count.hidden = n === 0;
    if (n > 0) count.setAttribute('aria-label', t('fault_left', { n }));
  });
  return { draw, node: h('div', { class: 'fault-group', role: 'group', 'aria-label': t(label) }, h('small', null, t(label)), extra, buttons.map((b) => b.node)) };
}

const same = (active, fault) => Object.entries(fault).every(([key, value]) => active[key] === value);

/** What still waits to go wrong, each with a button that takes it back. */
export function waitingFaults() {
  const rows = [
    ...app.faults.pushes.map((f, i) => ['pushes', f, i, t('faults_pushes'), nameOf('push', pushFaults, f)]),
    ...app.faults.calls.map((f, i) => ['calls', f, i, short(f.path), nameOf('fault', callFaults, f)]),
  ];
  if (!rows.length) return h('p', { class: 'muted', 'data-testid': 'faults-none' }, t('faults_none'));
  return h('ul', { class: 'lines' }, rows.map(([kind, f, i, where, what]) => h('li', { class: 'line', 'data-testid': `waiting-${kind}` },
    h('span', { class: 'grow' }, h('b', null, what), h('small', null, `${where} · ${t('fault_left', { n: f.times })}`)),
    h('button', { class: 'quiet', 'data-testid': `waiting-${kind}-${i}-off`, onclick: () => act(() => takeBack(kind, i)) }, t('remove')))));
}

function nameOf(prefix, kinds, f) {
  const hit = kinds.find(([, fault]) => same(f, fault));
  return hit ? t(`${prefix}_${hit[0]}`) : Object.entries(f).filter(([k]) => k !== 'path' && k !== 'times').map(([k, v]) => `${k} ${v}`).join(' ');
}

// The sandbox takes all back at once, so the others are set again.
async function takeBack(kind, at) {
  const left = app.faults[kind].filter((_, i) => i !== at);
  await (kind === 'calls' ? api.clearFaults() : api.clearPushFaults());
  for (const f of left) await (kind === 'calls' ? api.addFault(f) : api.addPushFault(f));
  await refresh('faults');
}
