// The clock and the weather: moving time, and the usual faults with one click.
import { app, on, now } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { hms, day, span, drifted } from './clock.js';
import { toast, attempt } from './toast.js';

const steps = [['1m', '1m'], ['1h', '1h'], ['47h', '47h'], ['48h', '48h']];
const paths = ['/cgi-bin/message/custom/send', '/cgi-bin/externalcontact/send_welcome_msg', '/cgi-bin/externalcontact/add_contact_way',
  '/cgi-bin/externalcontact/get', '/cgi-bin/media/upload', '/cgi-bin/gettoken', '/cgi-bin/stable_token'];

const callFaults = [
  ['busy', { errcode: -1 }], ['limit', { errcode: 45009 }], ['500', { status: 500 }], ['slow', { delay_ms: 6000 }],
  ['before', { drop: 'before' }], ['after', { drop: 'after' }],
];
const pushFaults = [
  ['twice', { duplicate: true }], ['reorder', { reorder: true }], ['slow', { delay_ms: 6000 }], ['drop', { drop: true }],
];

export function tools(signal) {
  return h('section', { class: 'tools', 'aria-label': t('pane_tools') }, clock(signal), faults(signal));
}

function clock(signal) {
  const time = h('time', { class: 'num', 'data-testid': 'sandbox-clock', 'aria-label': t('clock') });
  const note = h('small', { class: 'drift', 'data-testid': 'clock-drift', role: 'status' });
  const back = h('button', { class: 'step', 'data-testid': 'clock-now', onclick: () => attempt(async () => {
    await api.setClock(Math.floor(Date.now() / 1000));
    await refresh('state');
  }) }, t('clock_back'));
  const tick = () => {
    time.textContent = `${day(now())} ${hms(now())}`;
    const text = drifted() ? t(app.offset > 0 ? 'clock_ahead' : 'clock_behind', { d: span(app.offset) }) : t('clock_real');
    if (note.textContent !== text) note.textContent = text;
    note.classList.toggle('on', drifted());
    back.disabled = !drifted();
  };
  const timer = setInterval(tick, 500);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('clock', tick, signal);
  tick();
  return h('div', { class: 'clock' }, h('span', { class: 'clock-face' }, icon('clock'), h('span', null, time, note)),
    h('div', { class: 'steps', role: 'group', 'aria-label': t('clock_move') }, steps.map(([name, by]) => h('button', {
      class: 'step', 'data-testid': `clock-plus-${name}`, onclick: () => attempt(async () => { await api.advance(by); await refresh('state'); }),
    }, t(`clock_${name}`))), back));
}

function faults(signal) {
  const path = h('select', { 'aria-label': t('fault_path'), title: t('fault_path'), 'data-testid': 'fault-path' },
    paths.map((p) => h('option', { value: p }, p.replace('/cgi-bin/', ''))));
  const clear = h('button', { class: 'quiet', 'data-testid': 'fault-clear', onclick: () => attempt(async () => {
    await Promise.all([api.clearFaults(), api.clearPushFaults()]);
    toast(t('fault_cleared'));
    await refresh('faults');
  }) }, t('fault_clear'));
  const groups = [
    group('faults_pushes', 'push', pushFaults, (fault) => api.addPushFault({ times: 1, ...fault }), () => app.faults.pushes),
    group('faults_calls', 'fault', callFaults, (fault) => api.addFault({ path: path.value, times: 1, ...fault }), () => app.faults.calls, path),
  ];
  const draw = () => {
    for (const g of groups) g.draw();
    clear.disabled = app.faults.calls.length + app.faults.pushes.length === 0;
  };
  on('faults', draw, signal);
  draw();
  return h('div', { class: 'faults' },
    h('div', { class: 'faults-first' }, h('span', { class: 'faults-title' }, icon('bolt'), h('b', null, t('faults'))), groups[0].node), groups[1].node, clear);
}

function group(label, prefix, kinds, add, active, ...extra) {
  const buttons = kinds.map(([name, fault]) => {
    const what = t(`${prefix}_${name}`);
    const count = h('i', { class: 'badge' });
    const node = h('button', {
      class: 'fault', 'data-testid': `${prefix}-${name}`, 'aria-pressed': 'false',
      onclick: () => attempt(async () => { await add(fault); toast(t('fault_set', { what: `${t(label)} · ${what}` })); await refresh('faults'); }),
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
