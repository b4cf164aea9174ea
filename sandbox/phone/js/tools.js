// What one sets: callbacks, faults that wait, switches, and the way back to the beginning.
import { on } from './state.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { tell, act } from './toast.js';
import { redraw, sureButton } from './redraw.js';
import { waitingFaults } from './faults.js';
import { callbackForms } from './callbacks.js';
import { switchList } from './switches.js';

export function toolsPane(signal, shown) {
  const box = h('section', { class: 'pane sheets', 'aria-label': t('pane_tools'), tabindex: -1 });
  const draw = () => shown() && redraw(box, () => [
    sheet('callbacks', callbackForms(draw)), sheet('waiting', waitingFaults()), sheet('switches', switchList(draw)), sheet('reset', reset())]);
  on('faults callbacks switches customers', draw, signal);
  box.addEventListener('shown', draw);
  draw();
  return box;
}

const sheet = (name, kids) => h('section', { class: `sheet-of ${name}` }, h('h3', null, t(`sheet_${name}`)), h('p', { class: 'muted' }, t(`sheet_${name}_why`)), kids);

function reset() {
  return sureButton('reset', t('reset'), t('reset_sure'), () => act(async () => {
    await api.reset();
    tell(t('reset_done'));
    await refresh();
  }));
}
