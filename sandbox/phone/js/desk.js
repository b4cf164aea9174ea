// The official tools for agents (网页端客服工具): who waits, who was accepted, and what is said.
import { app, on, now } from './state.js';
import { h, s, safeURL, base64Of } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { t, say } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { hm } from './clock.js';
import { act, tell } from './toast.js';
import { redraw, lineForm, skeleton } from './redraw.js';
import { stage } from './backstage.js';
import { plain } from './bubbles.js';

const shownMost = 200; // of a long conversation
let chosen = '';

export function deskPane(signal, shown) {
  const box = h('section', { class: 'pane desk', 'aria-label': t('pane_desk'), tabindex: -1 });
  const draw = () => {
    if (!shown()) return;
    redraw(box, () => (app.ready ? parts(draw) : skeleton()));
    const talk = box.querySelector('.desk-talk');
    if (talk) talk.scrollTop = talk.scrollHeight;
  };
  const timer = setInterval(() => shown() && tickAll(box), 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('ready desk clock', draw, signal);
  box.addEventListener('shown', draw);
  draw();
  return box;
}

function parts(draw) {
  const { waiting, accepted } = stage.desk;
  const open = accepted.find((item) => item.customer === chosen) ?? accepted[0];
  if (!waiting.length && !accepted.length) return nothing();
  return [
    h('section', { class: 'sheet-of' }, h('h3', null, t('desk_waiting'), waiting.length > 0 && h('i', { class: 'badge' }, String(waiting.length))),
      waiting.length ? h('ul', { class: 'lines' }, waiting.map(waitingLine)) : h('p', { class: 'muted' }, t('desk_nobody_waits'))),
    accepted.length > 0 && h('section', { class: 'sheet-of' }, h('h3', null, t('desk_accepted')),
      accepted.length > 1 && h('div', { class: 'segments', role: 'group', 'aria-label': t('desk_accepted') }, accepted.map((item) => h('button', {
        'data-testid': `desk-open-${item.customer}`, 'aria-pressed': String(item === open), onclick: () => { chosen = item.customer; draw(); },
      }, item.name))),
      conversation(open)),
  ];
}

const nothing = () => h('div', { class: 'blank', 'data-testid': 'desk-empty' }, icon('headset', 32), h('h3', null, t('desk_empty')), h('p', null, t('desk_empty_text')),
  h('ul', null, h('li', null, t('desk_empty_1')), h('li', null, t('desk_empty_2')), h('li', null, t('desk_empty_3'))));

function waitingLine(item) {
  const last = item.messages.at(-1);
  return h('li', { class: 'line', 'data-testid': `desk-waits-${item.customer}` }, avatar(item.customer, 36),
    h('span', { class: 'grow' }, h('b', null, item.name), h('small', null, wordsOf(last))),
    h('small', { class: 'num', 'data-since': item.since }, ago(item.since)),
    h('button', { class: 'step main', 'data-testid': `desk-accept-${item.customer}`, onclick: () => act(async () => {
      await api.deskDo('accept', { customer: item.customer });
      chosen = item.customer;
      await refresh('desk');
    }) }, t('desk_accept')));
}

function wordsOf(m) {
  if (!m) return '';
  return m.msgtype === 'image' ? t('last_picture') : m.msgtype === 'miniprogrampage' ? t('last_mini', { title: m.title ?? '' }) : plain(m.content ?? m.title ?? m.msgtype);
}

function ago(since) {
  const s1 = Math.max(0, Math.floor((now() - since) / 1000));
  if (s1 < 60) return say(`等了 ${s1} 秒`, `${s1} s`);
  return s1 < 3600 ? say(`等了 ${Math.floor(s1 / 60)} 分`, `${Math.floor(s1 / 60)} min`) : say(`等了 ${Math.floor(s1 / 3600)} 时`, `${Math.floor(s1 / 3600)} h`);
}

function conversation(item) {
  const shut = item.remaining < 1 || item.until <= now();
  return h('div', { class: 'desk-chat', 'data-testid': `desk-chat-${item.customer}` },
    h('header', null, avatar(item.customer, 32), h('span', { class: 'grow' }, h('b', null, item.name), windowOf(item)),
      h('button', { class: 'quiet', 'data-testid': 'desk-close', onclick: () => act(async () => {
        await api.deskDo('close', { customer: item.customer });
        tell(t('desk_closed', { name: item.name }));
        await refresh('desk');
      }) }, t('desk_close'))),
    h('ol', { class: 'desk-talk', tabindex: 0, role: 'log', 'aria-label': t('desk_talk', { name: item.name }) }, item.messages.slice(-shownMost).map(bubble)),
    shut && h('p', { class: 'desk-shut', 'data-testid': 'desk-shut' }, t(item.until <= now() ? 'desk_shut_time' : 'desk_shut_count')),
    replyForm(item));
}

/** Five dots and a clock: what may still be said, and how long. */
function windowOf(item) {
  const left = item.until - now();
  const tone = left <= 0 || item.remaining < 1 ? 'shut' : left < 7200000 ? 'soon' : '';
  const label = t('desk_window', { n: item.remaining, time: countdown(item.until) });
  return h('small', { class: `window ${tone}`, 'data-testid': 'desk-window', 'aria-label': label, title: label },
    s('svg', { viewBox: '0 0 50 10', width: 50, height: 10, 'aria-hidden': 'true' },
      [0, 1, 2, 3, 4].map((i) => s('circle', { cx: 5 + i * 10, cy: 5, r: 3.5, class: i < item.remaining ? 'full' : 'empty' }))),
    h('span', { class: 'num', 'data-until': item.until }, countdown(item.until)));
}

function countdown(until) {
  const left = Math.floor((until - now()) / 1000);
  if (left <= 0) return t('desk_window_over');
  const pad = (n) => String(n).padStart(2, '0');
  return `${pad(Math.floor(left / 3600))}:${pad(Math.floor(left / 60) % 60)}:${pad(left % 60)}`;
}

function tickAll(box) {
  for (const el of box.querySelectorAll('[data-until]')) el.textContent = countdown(Number(el.dataset.until));
  for (const el of box.querySelectorAll('[data-since]')) el.textContent = ago(Number(el.dataset.since));
}

function bubble(m) {
  const mine = m.from !== 'customer';
  const src = m.msgtype === 'image' && safeURL(m.pic_url);
  return h('li', { class: mine ? 'mine' : 'theirs', 'data-testid': 'desk-bubble' },
    src ? h('img', { src, alt: t('last_picture') }) : h('span', null, wordsOf(m)), h('time', { class: 'num' }, hm(m.time)));
}

// Why a reply was refused, as the agent reads it.
const refusals = [[/48 hours/, 'desk_shut_time'], [/five messages/, 'desk_shut_count'], [/not at the desk/, 'desk_left']];

const send = (body) => act(async () => {
  await api.deskDo('reply', body).catch((err) => {
    const hit = refusals.find(([pattern]) => pattern.test(err.message));
    throw hit ? Object.assign(err, { message: t(hit[1]) }) : err;
  });
  await refresh('desk', 'service');
});

function replyForm(item) {
  const file = h('input', { type: 'file', accept: 'image/*', hidden: true, 'data-testid': 'desk-picture', 'aria-label': t('picture'), onchange: async () => {
    if (file.files[0]) await send({ customer: item.customer, msgtype: 'image', image: await base64Of(file.files[0]) });
  } });
  return h('div', { class: 'desk-reply' }, file,
    h('button', { class: 'quiet square', 'aria-label': t('picture'), title: t('picture'), 'data-testid': 'desk-picture-open', onclick: () => file.click() }, icon('picture')),
    lineForm(`desk-reply-${item.customer}`, { label: t('desk_say', { name: item.name }), button: t('send'), send: (content) => send({ customer: item.customer, content }) }));
}
