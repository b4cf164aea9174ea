// Keeps the page's copy of the sandbox up to date: server-sent events say that something
// happened, and the lists concerned are read again.
import { api } from './api.js';
import { app, emit, chatKey, markSeen, unread, me } from './state.js';
import * as shape from './shapes.js';

const pageSize = 1000;
const kept = 5000; // rows of the log

const jobs = {
  state: readState, ways: readWays, customers: readCustomers, wecom: readChats, service: readService, groupchats: readGroupChats,
  calls: readCalls, pushes: readPushes, faults: readFaults,
};

// Which lists an event of the sandbox touches; null and an unknown one touch them all.
const touches = {
  hello: null, clock: ['state'], way: ['ways'], call: ['calls', 'faults'], push: ['pushes', 'faults'],
  customer: ['customers'], relation: ['customers'], message: ['wecom', 'service', 'groupchats'],
  enter: ['service'], typing: [], faults: ['faults'], fault: ['faults'], reset: null,
};

/** Adds a list of the page's own, read at these events and whenever everything is. */
export function also(name, events, read) {
  jobs[name] = read;
  for (const event of events.split(' ')) touches[event] = [...(touches[event] ?? []), name];
}

const waiting = new Set();
let running = null;

/** Reads these lists again soon; many wishes at once become one reading. */
export function refresh(...names) {
  for (const name of names.length ? names : Object.keys(jobs)) waiting.add(name);
  running ??= new Promise((resolve) => setTimeout(resolve, 30)).then(drain).finally(() => { running = null; });
  return running;
}

async function drain() {
  while (waiting.size) {
    const names = [...waiting];
    waiting.clear();
    await Promise.all(names.map((name) => jobs[name]().catch(() => {})));
  }
}

export function start() {
  const source = new EventSource(api.eventsURL);
  source.onopen = () => setLive(true);
  source.onerror = () => setLive(false);
  source.onmessage = (e) => happened(e);
  for (const name of Object.keys(touches)) source.addEventListener(name, happened);
  return refresh().then(() => { app.ready = true; emit('ready'); });
}

function happened(e) {
  let data = {};
  try { data = JSON.parse(e.data); } catch { /* a comment */ }
  if (e.type === 'typing') typing(data);
  if (e.type === 'hello') forget();
  refresh(...(touches[e.type] ?? touches[data.type] ?? Object.keys(jobs)));
}

// A stream that begins anew may be of a sandbox that began anew, whose numbers start over.
function forget() {
  app.calls = [];
  app.pushes = [];
}

function typing({ customer, until }) {
  app.typing = { customer, until };
  emit('typing');
}

function setLive(live) {
  app.live = live;
  emit('live');
}

async function readState() {
  const before = Date.now();
  const state = await api.state();
  app.offset = typeof state.clock_offset_ms === 'number' ? state.clock_offset_ms : shape.ms(state.clock) - before;
  if (state.corp) app.world.corp = state.corp;
  if (state.mini_program) app.world.mini = state.mini_program;
  emit('clock');
  emit('world');
}

async function readWays() {
  let after = '';
  const ways = [];
  for (let page; ways.length < 5000; ) {
    page = await api.ways(after, 500);
    ways.push(...page.map(shape.way));
    if (page.length < 500) break;
    after = ways.at(-1).id;
  }
  app.ways = ways.reverse(); // the newest first
  emit('ways');
}

async function readCustomers() {
  app.customers = (await api.customers()).map(shape.customer);
  emit('customers');
  await Promise.all([readChats(), readService(), readGroupChats()]);
}

async function readChats() {
  const who = me();
  if (!who) return;
  await Promise.all(who.relations.map(async (r) => {
    const messages = (await api.wecomMessages(who.id, r.userid)).map(shape.wecomMessage);
    arrived(chatKey(who.id, r.userid), app.chats, messages, { screen: 'chat', member: r.userid });
  }));
  emit('chats');
}

async function readService() {
  const id = me()?.id;
  if (!id) return;
  const messages = (await api.serviceMessages(id)).map(shape.serviceMessage);
  arrived(id, app.service, messages, { screen: 'service' });
  emit('service');
}

/** Files a conversation's messages and tells of new ones that the person does not look at. */
function arrived(key, store, messages, where) {
  const known = store.has(key);
  const before = known ? unread(key, messages) - unread(key, store.get(key)) : 0;
  store.set(key, messages);
  if (!known) markSeen(key, messages);
  if (before > 0 && where.screen === 'service') app.typing.until = 0; // a message ends the typing
  const looking = app.screen === where.screen && (where.member ?? '') === (app.params.member ?? '') && (where.group ?? '') === (app.params.group ?? '') && app.pane === 'phone';
  if (looking) markSeen(key, messages);
  else if (before > 0) app.notice = { ...where, message: messages.filter((m) => m.from === 'them').at(-1) };
  if (!looking && before > 0) emit('notice');
}

async function readGroupChats() {
  const mine = app.groups.filter((g) => g.customers.includes(app.customer));
  await Promise.all(mine.map(async (g) => {
    const [messages, people] = await Promise.all([api.groupMessages(g.id), api.groupMembers(g.id)]);
    app.groupPeople.set(g.id, people.map(shape.groupPerson));
    arrived(g.id, app.groupChats, messages.map((m) => shape.groupMessage(m, app.customer)), { screen: 'group', group: g.id });
  }));
  emit('groupchats');
}

async function readCalls() {
  const fresh = await readRing(api.calls, app.calls.at(-1)?.id ?? 0);
  app.calls = [...app.calls, ...fresh.map(shape.callEntry)].slice(-kept);
  if (fresh.length) emit('log');
}

// A push changes while it is tried, so the unfinished ones are read again.
async function readPushes() {
  const open = app.pushes.find((p) => p.status === 'waiting');
  const from = open ? Number(open.id) - 1 : Number(app.pushes.at(-1)?.id ?? 0);
  const fresh = (await readRing(api.pushes, from)).map(shape.pushEntry);
  const ids = new Set(fresh.map((p) => p.id));
  app.pushes = [...app.pushes.filter((p) => !ids.has(p.id)), ...fresh].slice(-kept);
  if (fresh.length) emit('log');
}

async function readRing(read, after) {
  const all = [];
  for (;;) {
    const page = await read(after, pageSize);
    all.push(...page);
    if (page.length < pageSize) return all;
    after = page.at(-1).id;
  }
}

async function readFaults() {
  const [calls, pushes] = await Promise.all([api.faults(), api.pushFaults()]);
  app.faults = { calls: calls ?? [], pushes: pushes ?? [] };
  emit('faults');
}
