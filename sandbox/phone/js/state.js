// What the page knows, and who wants to hear when it changes.

export const app = {
  lang: 'zh',
  pane: 'phone', // phone, log, team, desk, tools: on narrow screens only one is shown
  side: 'log', // which of them stands beside the phone
  screen: 'home', // home, me, scan, chat, group, groupinfo, mp, service
  params: {}, // of the screen: member, group, page
  customer: '', // id of the one whose phone it is
  world: { corp: '门铃健康', mini: '门铃诊所', members: {} },
  customers: [],
  ways: [],
  chats: new Map(), // "c01/zhangsan" → WeCom messages
  groups: [],
  groupChats: new Map(), // chat id → messages
  groupPeople: new Map(), // chat id → who is in it
  service: new Map(), // "c01" → service messages
  seen: new Map(), // conversation key → how many incoming were seen
  calls: [],
  pushes: [],
  faults: { calls: [], pushes: [] },
  offset: 0, // sandbox time minus this device's, ms
  live: true,
  ready: false, // everything was read once
  notice: null, // {screen, member?, message}: what came in while the person looked elsewhere
  typing: { customer: '', until: 0 }, // the service types to this customer until then
  mini: { page: 'index', id: '', sessionFrom: null, returned: null, hint: false },
};

const listeners = new Map();

/** Calls fn on every topic until signal aborts. */
export function on(topics, fn, signal) {
  for (const topic of topics.split(' ')) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(fn);
    signal?.addEventListener('abort', () => listeners.get(topic).delete(fn), { once: true });
  }
}

export function emit(topic) {
  if (pressed) held.add(topic);
  else for (const fn of [...(listeners.get(topic) ?? [])]) fn();
}

// While a finger or a button is down nothing is drawn anew: a press ends where it began, or the browser makes no click of it.
let pressed = false;
const held = new Set();

addEventListener('pointerdown', (e) => { pressed = e.button === 0 && e.target.tagName !== 'SELECT'; }); // an open list swallows the end
for (const end of ['pointerup', 'pointercancel', 'contextmenu', 'blur']) addEventListener(end, release);

function release() {
  pressed = false;
  setTimeout(() => { // after the click
    const topics = [...held];
    held.clear();
    topics.forEach(emit);
  });
}

export function me() {
  return app.customers.find((c) => c.id === app.customer);
}

/** The sandbox's clock in ms. */
export function now() {
  return Date.now() + app.offset;
}

export function memberName(userid) {
  return app.world.members[String(userid).toLowerCase()] ?? String(userid ?? '');
}

export const chatKey = (customer, userid) => `${customer}/${userid}`;

/** How many messages of this conversation came in since the person last looked. */
export function unread(key, messages) {
  const incoming = messages.filter((m) => m.from === 'them').length;
  return Math.max(0, incoming - (app.seen.get(key) ?? 0));
}

export function markSeen(key, messages) {
  app.seen.set(key, messages.filter((m) => m.from === 'them').length);
}
