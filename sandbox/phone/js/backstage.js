// What stands behind the phones: colleagues, groups, tags, the official desk, callbacks, switches.
import { app, emit } from './state.js';
import { also, refresh } from './live.js';
import { api } from './api.js';
import * as shape from './shapes.js';

export const stage = { members: [], groups: [], tags: [], desk: { waiting: [], accepted: [] }, callbacks: [], switches: {} };

/** Keeps one list up to date; whoever draws it listens to its name. */
function keep(name, events, read) {
  also(name, events, async () => {
    stage[name] = await read();
    emit(name);
  });
}

keep('members', '', async () => {
  const list = await api.members();
  for (const m of list) app.world.members[m.userid.toLowerCase()] = m.name;
  emit('world');
  return list;
});
keep('groups', 'group', async () => {
  const list = await api.groups();
  app.groups = list.map(shape.group); // those in whose chats the customer may be
  refresh('groupchats');
  return list;
});
keep('tags', 'tags', async () => (await api.tags()).map((g) => ({ id: g.group_id, name: g.group_name, deleted: g.deleted, tags: g.tag })));
keep('desk', 'desk clock message switches', api.desk);
keep('callbacks', 'callback', api.callbacks);
keep('switches', 'switches', api.switches);

/** Everybody who waits for a member's consent. */
export function pending() {
  return app.customers.flatMap((c) => c.all.filter((r) => r.status === 'pending' && !r.customer_left).map((r) => ({ ...r, name: c.name })));
}

export const groupName = (chat) => stage.groups.find((g) => g.chat_id === chat)?.name || '';

/** The name of a company tag or of a group of them. */
export function tagName(id) {
  for (const g of stage.tags) {
    const hit = g.id === id ? g : g.tags.find((tag) => tag.id === id);
    if (hit) return hit.name;
  }
  return '';
}
