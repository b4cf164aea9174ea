// The control API, and nothing else. See the sandbox's README for each call.

const base = '/sandbox/v1';

export class Failed extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  let res;
  try {
    res = await fetch(base + path, {
      method, cache: 'no-store',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Failed(0, '');
  }
  const text = await res.text();
  let value = null;
  try { value = text ? JSON.parse(text) : null; } catch { /* an answer that is not ours */ }
  if (!res.ok) throw new Failed(res.status, value?.error ?? `HTTP ${res.status}`);
  return value;
}

const get = (path, query = {}) => {
  const q = new URLSearchParams(Object.entries(query).filter(([, v]) => v !== undefined && v !== ''));
  return call('GET', q.size ? `${path}?${q}` : path);
};
const post = (path, body = {}) => call('POST', path, body);

export const api = {
  state: () => get('/state'),
  members: () => get('/members'),
  advance: (d) => post('/clock', { advance: d }),
  setClock: (seconds) => post('/clock', { set: seconds }),
  ways: (after, limit) => get('/ways', { after, limit }),
  sampleWays: () => post('/ways/sample'),
  groups: () => get('/groups'),
  groupMembers: (chat) => get('/groups/members', { chat_id: chat }),
  groupMessages: (chat) => get('/groups/messages', { chat_id: chat }),
  saidInGroup: (chat, customer, content) => post('/groups/messages', { chat_id: chat, customer, content }),
  leaveGroup: (chat, customer) => post('/groups/leave', { chat_id: chat, customer }),
  customers: () => get('/customers'),
  addCustomer: (name) => post('/customers', { name }),
  scan: (customer, target) => post('/scan', { customer, ...target }),
  confirm: (customer, userid) => post('/relations/confirm', { customer, userid }),
  deleteMember: (customer, userid) => post('/relations/delete', { customer, userid, by: 'customer' }),
  wecomMessages: (customer, userid) => get('/wecom/messages', { customer, userid }),
  say: (customer, userid, content) => post('/wecom/messages', { customer, userid, by: 'customer', content }),
  enter: (customer, from) => post('/weapp/enter', from ? { customer, session_from: from } : { customer }),
  serviceMessages: (customer) => get('/weapp/messages', { customer }),
  ask: (customer, message) => post('/weapp/messages', { customer, ...message }),
  tap: (customer, msgid) => post('/weapp/card/tap', { customer, msgid }),
  calls: (after, limit) => get('/calls', { after, limit }),
  pushes: (after, limit) => get('/pushes', { after, limit }),
  replay: (id) => post('/pushes/replay', { id }),
  faults: () => get('/faults'),
  addFault: (fault) => post('/faults', fault),
  clearFaults: () => call('DELETE', '/faults'),
  pushFaults: () => get('/pushes/faults'),
  addPushFault: (fault) => post('/pushes/faults', fault),
  clearPushFaults: () => call('DELETE', '/pushes/faults'),
  group: (what, body) => post(`/groups/${what}`, body),
  tags: () => get('/tags'),
  tag: (what, body) => post(`/tags/${what}`, body),
  relation: (what, body) => post(`/relations/${what}`, body),
  approve: (customer, userid) => post('/audit/approve', { customer, userid }),
  expire: (customer, userid) => post('/temp-chats/expire', { customer, userid }),
  sayAs: (customer, userid, content) => post('/wecom/messages', { customer, userid, by: 'member', content }),
  desk: () => get('/desk'),
  deskDo: (what, body) => post(`/desk/${what}`, body),
  callbacks: () => get('/callbacks'),
  setCallback: (body) => call('PUT', '/callbacks', body),
  suite: (what) => (what === 'ticket' ? post('/suite/ticket') : post('/suite/auth', { what })),
  weappEvent: (body) => post('/weapp/events', body),
  switches: () => get('/switches'),
  setSwitches: (body) => call('PUT', '/switches', body),
  reset: () => post('/reset'),
  eventsURL: base + '/events',
};
