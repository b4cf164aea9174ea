// The bar above a screen.
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

/** back is what the chevron (and Escape) does; end stands at the right. */
export function navBar({ title, sub, back, end }) {
  return h('header', { class: 'nav' },
    back ? h('button', { class: 'nav-back', 'data-testid': 'back', 'aria-label': t('back'), onclick: back }, icon('back', 24)) : h('span'),
    h('h2', null, title, sub && h('small', null, sub)),
    h('span', { class: 'nav-end' }, end));
}

/** A screen: Escape goes back unless something inside used it. */
export function screen(name, back, ...kids) {
  return h('section', {
    class: `screen ${name}`, 'data-testid': `screen-${name}`, tabindex: -1,
    onkeydown: (e) => { if (e.key === 'Escape' && back && !e.defaultPrevented) back(); },
  }, kids);
}
