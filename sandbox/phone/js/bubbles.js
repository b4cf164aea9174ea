// Messages as WeChat draws them: who, bubble, picture, card; times in between.
import { h, reconcile, safeURL } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { chatTime } from './clock.js';
import { clinicMark } from './avatar.js';
import { toast } from './toast.js';

const quiet = 5 * 60 * 1000; // a longer silence gets a time above the next bubble

const sizes = new Map(); // address of a picture → what it measures

/** A message in one line. */
export function summary(m) {
  switch (m?.kind) {
    case 'image': return t('last_picture');
    case 'link': return t('last_link', { title: m.title });
    case 'mini': return t('last_mini', { title: m.title });
    case 'video': return t('last_video');
    case 'file': return t('last_file', { title: m.title });
    default: return plain(m?.text ?? '');
  }
}

/**
 * A scrolling list of messages. faces gives the avatar of a side ('me', 'them'); tap opens a
 * mini-program card or link; label says who speaks, for screen readers.
 */
export function messageList({ faces, label, tap, lead, empty, named }) {
  const list = h('ol', { class: 'bubbles', role: 'log', 'aria-live': 'polite' });
  const box = h('div', { class: 'scroll chat-scroll', tabindex: 0 }, lead, list);
  let count = 0;
  let near = true;
  const bottom = () => { box.scrollTop = box.scrollHeight; };
  box.addEventListener('scroll', () => { near = box.scrollHeight - box.scrollTop - box.clientHeight < 80; }, { passive: true });
  box.addEventListener('load', () => near && bottom(), true); // a picture has found its height
  const update = (messages) => {
    const rows = messages.map((m, i) => ({ m, time: i === 0 || m.at - messages[i - 1].at > quiet ? chatTime(m.at) : '' }));
    reconcile(list, rows, (r) => r.m.id, (r) => r.time + JSON.stringify(r.m), (r) => row(r.m, r.time, { faces, label, tap, named }));
    if (empty) empty.hidden = messages.length > 0;
    if (count === 0 || (messages.length > count && (near || messages.at(-1).from === 'me'))) bottom();
    count = messages.length;
  };
  if (empty) box.append(empty);
  return { node: box, update, bottom };
}

function row(m, time, view) {
  const stamp = time && h('time', { class: 'stamp num' }, time);
  if (m.from === 'system') return h('li', null, stamp, h('p', { class: 'system' }, m.text));
  return h('li', { class: `row ${m.from}` }, stamp,
    h('div', { class: 'said' }, h('span', { class: 'face' }, view.faces(m.from, m)),
      h('div', { class: 'said-body', 'data-testid': 'bubble', 'data-from': m.from, 'data-kind': m.kind, 'data-by': m.by },
        view.named && m.from === 'them' ? h('small', { class: 'said-name' }, m.name) : h('span', { class: 'sr' }, view.label(m.from, m)), body(m, view.tap),
        m.by === 'desk' && h('small', { class: 'by' }, t('from_desk')))));
}

function body(m, tap) {
  switch (m.kind) {
    case 'image': return picture(m);
    case 'link': return linkCard(m);
    case 'mini': return miniCard(m, tap);
    case 'video': case 'file': return h('div', { class: 'bubble file' }, icon(m.kind === 'video' ? 'picture' : 'card', 28), m.title || m.kind);
    default: return h('div', { class: 'bubble' }, rich(m.text, tap));
  }
}

function picture(m) {
  const src = safeURL(m.src);
  const img = h('img', { src, alt: t('last_picture'), decoding: 'async' });
  const button = h('button', { class: 'picture', 'aria-label': t('picture_view'), onclick: () => lightbox(src) }, img);
  const gone = () => button.replaceChildren(h('span', { class: 'gone' }, icon('picture', 28), t('picture_gone')));
  img.addEventListener('error', gone);
  img.addEventListener('load', () => { sizes.set(src, [img.naturalWidth, img.naturalHeight]); fit(img); });
  fit(img, sizes.get(src));
  if (!src) gone();
  return button;
}

/** Gives a picture its place before it is there, as soon as anything is known of it. */
function fit(img, [width, height] = [img.naturalWidth || 160, img.naturalHeight || 160]) {
  const scale = Math.min(1, 160 / width, 220 / height);
  img.style.width = `${Math.max(24, Math.round(width * scale))}px`;
  img.style.aspectRatio = `${width} / ${height}`;
}

function lightbox(src) {
  const close = () => box.remove();
  const box = h('dialog', { class: 'lightbox', 'aria-label': t('picture_view'), onclick: close, onclose: close }, h('img', { src, alt: '' }));
  document.body.append(box);
  box.showModal();
}

function thumb(url, fallback) {
  const src = safeURL(url);
  if (!src) return h('span', { class: 'thumb none' }, fallback);
  const img = h('img', { class: 'thumb', src, alt: '', decoding: 'async' });
  img.addEventListener('error', () => img.replaceWith(h('span', { class: 'thumb none' }, fallback)));
  return img;
}

function linkCard(m) {
  const open = () => toast(`${t('link_shown')}：${m.url}`);
  return h('button', { class: 'card link', 'data-testid': 'card', onclick: open },
    h('b', null, m.title || m.url), h('span', { class: 'card-row' }, h('small', null, m.desc || m.url), thumb(m.src, icon('link', 24))));
}

function miniCard(m, tap) {
  return h('button', { class: 'card mini', 'data-testid': 'card', 'aria-label': t('tap_card', { title: m.title }), onclick: () => tap?.(m) },
    h('span', { class: 'card-head' }, clinicMark(18), m.appname || t('mini_program')),
    h('b', null, m.title), h('span', { class: 'cover' }, thumb(m.src, icon('mini', 48))),
    h('span', { class: 'card-foot' }, icon('mini', 14), t('mini_program')));
}

const anchor = /<a\b([^>]*)>([\s\S]*?)<\/a>/gi;

/** Text with the one piece of markup that the platform knows: links, also into mini programs. */
function rich(text, tap) {
  const parts = [];
  let end = 0;
  for (const hit of text.matchAll(anchor)) {
    parts.push(text.slice(end, hit.index), inlineLink(attributes(hit[1]), hit[2], tap));
    end = hit.index + hit[0].length;
  }
  return [...parts, text.slice(end)];
}

function inlineLink(attr, label, tap) {
  const page = attr['data-miniprogram-path'];
  const open = () => (page !== undefined ? tap?.({ kind: 'mini', page, inline: true }) : toast(`${t('link_shown')}：${attr.href ?? ''}`));
  return h('button', { class: 'inline-link', onclick: open }, label);
}

function attributes(text) {
  const found = {};
  for (const [, name, a, b] of text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) found[name.toLowerCase()] = a ?? b;
  return found;
}

/** Text as one reads it, without the markup of its links. */
export const plain = (text) => text.replace(anchor, '$2');
