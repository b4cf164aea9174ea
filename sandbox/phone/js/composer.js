// What one writes with: text, pictures by choosing, pasting or dropping.
import { h, base64Of, pictureOf } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { toast, attempt } from './toast.js';

const maxMB = 10;

/**
 * prefix names the test ids (chat-input, chat-send, chat-image). onText and onImage may be
 * async; without onImage there are no pictures. extra are more buttons.
 */
export function composer({ prefix, onText, onImage, extra }) {
  const send = h('button', { class: 'send', type: 'submit', 'data-testid': `${prefix}-send`, disabled: true }, t('send'));
  const input = h('textarea', {
    rows: 1, placeholder: t('say'), 'aria-label': t('say'), 'data-testid': `${prefix}-input`, enterkeyhint: 'send',
    oninput: () => { send.disabled = !input.value.trim(); fit(input); },
    onkeydown: (e) => {
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return;
      e.preventDefault();
      form.requestSubmit();
    },
    onpaste: (e) => { const file = onImage && pictureOf(e.clipboardData); if (file) { e.preventDefault(); picture(file); } },
  });
  const picture = (file) => attempt(async () => {
    if (file.size > maxMB << 20) return toast(t('too_big', { mb: maxMB }), 'bad');
    await onImage(await base64Of(file), file);
  });
  const form = h('form', {
    class: 'composer',
    onsubmit: async (e) => {
      e.preventDefault();
      const text = input.value.trim();
      if (!text) return;
      input.value = '';
      send.disabled = true;
      fit(input);
      const sent = await attempt(async () => { await onText(text); return true; });
      if (!sent && !input.value) { input.value = text; send.disabled = false; }
      input.focus();
    },
  }, input, extra, onImage && imageButton(prefix, picture), send);
  return { node: form, take: (transfer) => { const file = pictureOf(transfer); if (file && onImage) picture(file); } };
}

function imageButton(prefix, picture) {
  const file = h('input', {
    type: 'file', accept: 'image/png,image/jpeg,image/gif', hidden: true, 'data-testid': `${prefix}-image`, 'aria-label': t('picture'),
    onchange: () => { if (file.files[0]) picture(file.files[0]); file.value = ''; },
  });
  return [file, h('button', {
    class: 'tool', type: 'button', 'data-testid': `${prefix}-image-open`, 'aria-label': t('picture'), title: t('picture'), onclick: () => file.click(),
  }, icon('picture', 24))];
}

function fit(input) {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 104)}px`;
}

/** Lets pictures be dropped anywhere on a screen. */
export function droppable(node, take) {
  node.addEventListener('dragover', (e) => e.preventDefault());
  node.addEventListener('drop', (e) => { e.preventDefault(); take(e.dataTransfer); });
  return node;
}
