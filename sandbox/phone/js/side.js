// Beside the phone: one of events, colleagues, official desk and tools. On narrow screens instead of it.
import { app, on } from './state.js';
import { h, put } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { showPane } from './router.js';
import { stage, pending } from './backstage.js';
import { eventPane } from './log.js';
import { teamPane } from './team.js';
import { deskPane } from './desk.js';
import { toolsPane } from './tools.js';

const panes = { log: eventPane, team: teamPane, desk: deskPane, tools: toolsPane };

export function side(signal) {
  const drawn = Object.entries(panes).map(([name, make]) => make(signal, () => app.side === name));
  const show = () => drawn.forEach((pane, i) => {
    const here = Object.keys(panes)[i] === app.side;
    if (pane.hidden === !here) return;
    pane.hidden = !here;
    if (here) pane.dispatchEvent(new Event('shown'));
  });
  on('pane', show, signal);
  drawn.forEach((pane, i) => { pane.hidden = Object.keys(panes)[i] !== app.side; });
  return h('aside', { class: 'side', 'aria-label': t('panes') }, drawn);
}

const glyphs = { phone: 'phone', log: 'activity', team: 'team', desk: 'headset', tools: 'tools' };
const counts = { team: () => pending().length, desk: () => stage.desk.waiting.length };

/** The tabs of the panes; the phone is one of them where there is room for one only. */
export function paneTabs(signal) {
  const tabs = Object.entries(glyphs).map(([pane, glyph]) => {
    const badge = h('i', { class: 'badge', hidden: true });
    const node = h('button', { 'data-testid': `pane-${pane}`, class: `tab-${pane}`, onclick: () => showPane(pane) },
      icon(glyph, 18), h('span', null, t(`pane_${pane}`)), badge);
    return { pane, node, badge };
  });
  const mark = () => tabs.forEach(({ pane, node, badge }) => {
    node.classList.toggle('beside', pane === app.side);
    node.setAttribute('aria-pressed', String(pane === app.pane || (app.pane === 'phone' && pane === app.side && !narrow.matches)));
    const n = counts[pane]?.() ?? 0;
    badge.hidden = n === 0;
    put(badge, n > 0 && [String(n), h('span', { class: 'sr' }, t(`waits_${pane}`))]);
  });
  on('pane customers desk', mark, signal);
  mark();
  return h('nav', { class: 'panes', 'aria-label': t('panes') }, tabs.map((tab) => tab.node));
}

const narrow = matchMedia('(max-width: 860px)');
