// Where in the mini program one is: a path such as pages/detail/detail?id=7.
import { app, emit } from './state.js';
import { go } from './router.js';

export const services = [
  { id: '1', price: 128, zh: '儿童口腔检查', en: 'Child dental check', hue: 200 },
  { id: '3', price: 199, zh: '超声波洁牙', en: 'Teeth cleaning', hue: 168 },
  { id: '7', price: 360, zh: '流感疫苗接种', en: 'Flu vaccination', hue: 40 },
  { id: '9', price: 88, zh: '中医体质调理', en: 'TCM consultation', hue: 92 },
];

export function pathOf(mini) {
  return mini.page === 'detail' ? `pages/detail/detail?id=${mini.id}` : 'pages/index/index';
}

/** Opens the mini program at path, as tapping a card does; query is what bindcontact gave. */
export function openPage(path, query) {
  const [page, search = ''] = String(path ?? '').replace(/^\//, '').split('?');
  const params = query && typeof query === 'object' ? query : Object.fromEntries(new URLSearchParams(typeof query === 'string' && query ? query : search));
  const known = services.some((s) => s.id === params.id) && /detail/.test(page);
  const kind = known ? 'detail' : /^(pages\/)?index/.test(page) || !page ? 'index' : 'other';
  Object.assign(app.mini, { page: kind, id: params.id ?? '', sessionFrom: null, returned: { path: page, query: params } });
  go('mp');
  emit('mini');
}

/** What the demo's button carries when nobody typed another session-from. */
export function defaultSessionFrom(mini) {
  return mini.page === 'detail' ? `from=detail&id=${mini.id}` : 'from=index';
}
