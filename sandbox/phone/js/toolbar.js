// Above everything: the sandbox's time, which moves with one click, and faults.
import { app, on, now } from './state.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { hms, day, span, drifted } from './clock.js';
import { move } from './lapses.js';
import { act, tell } from './toast.js';
import { quickFaults } from './faults.js';

const steps = ['20s', '1m', '30m', '2h', '48h', '72h'];
let caused = () => t('clock_hint'); // what the last jump did, in either language

export function toolbar(signal) {
  return h('section', { class: 'tools', 'aria-label': t('tools_bar') }, clock(signal), quickFaults(signal));
}

function clock(signal) {
  const time = h('time', { class: 'num', 'data-testid': 'sandbox-clock', 'aria-label': t('clock') });
  const date = h('span', { class: 'num' });
  const note = h('small', { class: 'drift', 'data-testid': 'clock-drift' });
  const effect = h('p', { class: 'effect', role: 'status', 'data-testid': 'clock-effect' }, caused());
  const told = (words) => { caused = words; effect.textContent = words(); };
  const back = h('button', { class: 'step', 'data-testid': 'clock-now', onclick: () => act(async () => {
    await api.setClock(Math.floor(Date.now() / 1000));
    told(() => t('clock_is_real'));
    await refresh('state');
  }) }, t('clock_back'));
  const tick = () => {
    time.textContent = hms(now());
    date.textContent = day(now());
    const text = drifted() ? t(app.offset > 0 ? 'clock_ahead' : 'clock_behind', { d: span(app.offset) }) : t('clock_real');
    if (note.textContent !== text) note.textContent = text;
    note.classList.toggle('on', drifted());
    back.disabled = !drifted();
  };
  const timer = setInterval(tick, 500);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('clock', tick, signal);
  tick();
  const jump = (by) => act(async () => told(await move(by)));
  return h('div', { class: 'clock' }, h('div', { class: 'clock-face' }, icon('clock'), time, h('span', null, date, note)),
    h('div', { class: 'steps', role: 'group', 'aria-label': t('clock_move') },
      steps.map((by) => h('button', { class: 'step', 'data-testid': `clock-plus-${by}`, title: t(`clock_${by}_why`), onclick: () => jump(by) }, t(`clock_${by}`))),
      ownJump(jump), back), effect);
}

function ownJump(jump) {
  const by = h('input', { 'data-testid': 'clock-by', placeholder: t('clock_own'), 'aria-label': t('clock_own_label'), autocomplete: 'off', spellcheck: 'false' });
  return h('form', { class: 'own-jump', onsubmit: (e) => {
    e.preventDefault();
    const d = duration(by.value);
    if (d) jump(d).then(() => { by.value = ''; });
    else tell(t('clock_own_bad'), 'bad');
  } }, by, h('button', { class: 'step', 'data-testid': 'clock-by-go' }, t('clock_go')));
}

/** "3d 2h", "90 分" or "-1h" as the control API takes it, or ''. */
function duration(text) {
  const plain = text.trim().toLowerCase().replace(/天/g, 'd').replace(/小?时/g, 'h').replace(/分钟?/g, 'm').replace(/秒/g, 's').replace(/[\s+]/g, '');
  if (!/^-?(\d+(\.\d+)?[dhms])+$/.test(plain)) return '';
  return plain.replace(/(\d+(?:\.\d+)?)d/g, (_, n) => `${n * 24}h`);
}
