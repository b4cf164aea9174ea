// The open questions of the documents, as switches: grouped, in words, with a way back.
import { h } from './dom.js';
import { t, say } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { act, tell } from './toast.js';
import { stage } from './backstage.js';
import { field, fold, forgetDraft } from './redraw.js';
import { switchGroups } from './switchwords.js';

let wanted = '';

const changed = (name, usual) => JSON.stringify(stage.switches[name]) !== JSON.stringify(usual);

export function switchList(draw) {
  const find = field('switch-search', { type: 'search', class: 'search', placeholder: t('switch_search'), 'aria-label': t('switch_search'), value: wanted, oninput: (e) => { wanted = e.target.value; draw(); } });
  return [find, switchGroups.map((group) => groupOf(group, draw))];
}

function groupOf({ id, zh, en, rows }) {
  const text = wanted.trim().toLowerCase();
  const found = rows.filter((row) => row.name in stage.switches && `${row.name} ${row.zh} ${row.en}`.toLowerCase().includes(text));
  if (!found.length) return null;
  const n = found.filter((row) => changed(row.name, row.usual)).length;
  const head = [h('b', null, say(zh, en)), h('small', null, String(found.length)), n > 0 && h('i', { class: 'chip brass' }, t('switch_changed', { n }))];
  const list = h('ul', { class: 'switches-list' }, found.map(row));
  if (text) return h('div', { class: 'fold' }, h('p', { class: 'fold-title' }, head), list);
  return fold(`switches-${id}`, head, list);
}

function row({ name, usual, from, zh, en }) {
  const off = changed(name, usual);
  return h('li', { class: `switch-row ${off ? 'changed' : ''}`, 'data-testid': `switch-row-${name}` },
    h('span', { class: 'grow' }, h('span', null, say(zh, en)), h('code', null, name),
      off && h('button', { class: 'quiet back', 'data-testid': `switch-back-${name}`, onclick: () => set(name, usual) }, t('switch_back', { value: worded(usual) }))),
    control(name, usual, from, say(zh, en)));
}

const worded = (v) => (Array.isArray(v) ? v.join(', ') || t('switch_none') : v === true ? t('on') : v === false ? t('off') : String(v));

const set = (name, value) => act(async () => {
  await api.setSwitches({ [name]: value });
  forgetDraft(`switch-${name}`);
  await refresh('switches');
});

function control(name, usual, from, label) {
  const value = stage.switches[name];
  const props = { 'data-testid': `switch-${name}`, 'aria-label': label };
  if (typeof usual === 'boolean') {
    return h('button', { ...props, class: 'toggle', role: 'switch', 'aria-checked': String(value), onclick: () => set(name, !value) }, h('i'));
  }
  if (from) {
    return h('select', { ...props, onchange: (e) => set(name, from.find((v) => String(v) === e.target.value)) },
      from.map((v) => h('option', { value: v, selected: v === value }, String(v))));
  }
  const list = Array.isArray(usual);
  const input = field(`switch-${name}`, { 'aria-label': label, value: list ? value.join(', ') : String(value), inputmode: list ? 'text' : 'numeric', class: list ? 'wide-input' : '', onchange: () => {
    const text = input.value.trim();
    if (typeof usual === 'number' && !/^\d+$/.test(text)) return tell(t('switch_number'), 'bad');
    return set(name, list ? text.split(/[\s,，]+/).filter(Boolean) : typeof usual === 'number' ? Number(text) : text);
  } });
  return input;
}
