// Forms that are drawn anew whenever the sandbox changes, and keep what a person is doing in them:
// words half typed, the focus, what is unfolded.
import { h, put } from './dom.js';

const drafts = new Map(); // test id of a field → what stands in it, not yet sent
const unfolded = new Set();

/** Draws kids() into box now and whenever it is called again. */
export function redraw(box, kids) {
  if (busy(box, () => redraw(box, kids))) return;
  const at = box.contains(document.activeElement) ? document.activeElement : null;
  const key = at?.dataset.testid;
  const selected = at && 'selectionStart' in at ? [at.selectionStart, at.selectionEnd] : null;
  const top = box.scrollTop;
  put(box, [kids()]);
  box.scrollTop = top;
  if (!key) return;
  const again = box.querySelector(`[data-testid="${CSS.escape(key)}"]`);
  again?.focus({ preventScroll: true });
  if (selected?.[0] !== null && selected && again?.setSelectionRange) again.setSelectionRange(...selected);
}

const listed = CSS.supports('selector(select:open)') ? 'select:open' : 'select:focus:active';

/** While a syllable is composed or a list is open nothing may change; the end of that draws. */
function busy(box, again) {
  const el = box.querySelector(`[data-composing], ${listed}`);
  const ends = el?.tagName === 'SELECT' ? ['change', 'blur'] : ['compositionend'];
  if (el && !el.dataset.waited) for (const end of ends) el.addEventListener(end, () => setTimeout(again), { once: true });
  if (el) el.dataset.waited = 'yes';
  return Boolean(el);
}

/** What stands in a pane until everything was read once; it shows after a moment only. */
export const skeleton = () => h('div', { class: 'skeleton', 'aria-hidden': 'true' }, [0, 1, 2, 3].map(() => h('i')));

/** A field whose words survive. value is what it holds when nobody typed. */
export function field(id, { value = '', ...props } = {}) {
  const el = h('input', {
    'data-testid': id, 'data-usual': value, autocomplete: 'off', value: drafts.get(id) ?? value, ...props,
    oninput: (e) => { drafts.set(id, el.value); props.oninput?.(e); },
    oncompositionstart: () => { el.dataset.composing = ''; },
    oncompositionend: () => { delete el.dataset.composing; },
  });
  return el;
}

/** A list to choose from, whose choice survives until it is taken. options are values with their words. */
export function choice(id, { value, options, ...props }) {
  const el = h('select', { 'data-testid': id, 'data-usual': value, ...props, onchange: () => drafts.set(id, el.value) },
    options.map(([v, words]) => h('option', { value: v, selected: v === (drafts.get(id) ?? value) }, words)));
  return el;
}

/** Takes what was typed; the field, which may be drawn anew by now, holds what it usually does. */
export function forgetDraft(id) {
  drafts.delete(id);
  const el = document.querySelector(`[data-testid="${CSS.escape(id)}"]`);
  if (el) el.value = el.dataset.usual;
}

/** Label, field and button in a line. send gets the words, and may refuse them by throwing. */
export function lineForm(id, { label, button, value, optional = false, send }) {
  const input = field(id, { value, placeholder: label, 'aria-label': label });
  return h('form', {
    class: 'line-form',
    onsubmit: async (e) => {
      e.preventDefault();
      if (!optional && !input.value.trim()) return input.focus();
      if (await send(input.value.trim()) === true) forgetDraft(id);
      return undefined;
    },
  }, input, h('button', { class: 'step', 'data-testid': `${id}-go` }, button));
}

/** Something that unfolds, and stays so. */
export function fold(id, head, kids) {
  const press = () => (el.open ? unfolded.delete(id) : unfolded.add(id)); // before it toggles: what is told after that may be a drawing late
  const el = h('details', { class: 'fold', open: unfolded.has(id), 'data-testid': id }, h('summary', { 'data-testid': `${id}-head`, onclick: press }, head), kids);
  return el;
}

/** A button that asks once more before it does something that cannot be taken back. */
export function sureButton(id, label, sure, act) {
  let armed = 0;
  const el = h('button', {
    class: 'quiet alarm', type: 'button', 'data-testid': id,
    onclick: () => {
      if (armed) return act();
      el.textContent = sure;
      armed = setTimeout(() => { armed = 0; el.textContent = label; }, 4000);
      return undefined;
    },
  }, label);
  return el;
}
