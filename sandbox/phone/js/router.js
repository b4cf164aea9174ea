// The page's address: ?customer=c01&tab=chat&member=zhangsan&lang=en&theme=dark
import { app, emit } from './state.js';
import { refresh } from './live.js';

const screens = new Set(['home', 'me', 'scan', 'chat', 'group', 'groupinfo', 'mp', 'service']);
const panes = new Set(['log', 'team', 'desk', 'tools']);
const narrow = matchMedia('(max-width: 860px)');

export function readAddress() {
  const q = new URLSearchParams(location.search);
  const tab = q.get('tab') ?? 'home';
  app.customer = q.get('customer') ?? '';
  if (panes.has(tab)) app.side = tab;
  app.pane = panes.has(tab) && narrow.matches ? tab : 'phone';
  app.screen = screens.has(tab) ? tab : 'home';
  app.params = {};
  for (const name of ['member', 'group']) if (q.get(name)) app.params[name] = q.get(name);
}

/** Opens a screen of the phone. */
export function go(screen, params = {}, { replace = false } = {}) {
  app.screen = screen;
  app.params = params;
  app.pane = 'phone';
  writeAddress(replace);
  emit('screen');
  emit('pane');
}

/** Shows a pane: beside the phone, or instead of it on a narrow screen. */
export function showPane(pane) {
  if (pane !== 'phone') app.side = pane;
  app.pane = narrow.matches ? pane : 'phone';
  writeAddress(true);
  emit('pane');
}

narrow.addEventListener('change', () => showPane(narrow.matches ? 'phone' : app.side));

export function chooseCustomer(id) {
  if (id !== app.customer) {
    app.customer = id;
    app.mini = { page: 'index', id: '', sessionFrom: null, returned: null, hint: false };
  }
  emit('customers');
  go('home');
  refresh('wecom', 'service', 'groupchats');
}

function writeAddress(replace) {
  const q = new URLSearchParams(location.search);
  const set = (key, value) => (value ? q.set(key, value) : q.delete(key));
  set('customer', app.customer);
  set('tab', app.pane === 'phone' ? (app.screen === 'home' ? '' : app.screen) : app.pane);
  set('member', app.screen === 'chat' ? app.params.member : '');
  set('group', app.screen === 'group' || app.screen === 'groupinfo' ? app.params.group : '');
  const url = location.pathname + (q.size ? `?${q}` : '');
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
}

addEventListener('popstate', () => {
  readAddress();
  emit('customers');
  emit('screen');
  emit('pane');
  refresh('wecom', 'service', 'groupchats');
});
