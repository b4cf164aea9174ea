// The customers: a rail beside the phone, a sheet over it on narrow screens.
import { app, on } from './state.js';
import { h, reconcile } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { chooseCustomer } from './router.js';
import { toast, why } from './toast.js';

let pane;
let opener;

export function people(signal) {
  const list = h('ul', { class: 'people-list' });
  const draw = () => reconcile(list, app.customers, (c) => c.id,
    (c) => [c.name, c.relations.length, c.id === app.customer].join(), row);
  on('customers', draw, signal);
  draw();
  pane = h('aside', { class: 'people', 'aria-label': t('people'), onkeydown: (e) => e.key === 'Escape' && closePeople() },
    h('header', null, h('h2', null, t('people')), h('p', null, t('people_hint')),
      h('button', { class: 'quiet square people-close', 'data-testid': 'customers-close', 'aria-label': t('close'), onclick: closePeople }, icon('close'))),
    list, newcomer());
  return pane;
}

function row(c) {
  const note = c.outside ? `${t('outside')} · ${c.corp}` : c.relations.length ? t('added_n', { n: c.relations.length }) : t('not_added');
  return h('li', null, h('button', {
    class: 'person', 'data-testid': `customer-${c.id}`, 'aria-pressed': String(c.id === app.customer),
    onclick: () => { chooseCustomer(c.id); closePeople(); },
  }, avatar(c.id, 40), h('span', null, h('b', null, c.name), h('small', null, note)), h('code', null, c.id)));
}

function newcomer() {
  const name = h('input', { placeholder: t('people_new'), 'aria-label': t('people_name'), maxlength: 32, 'data-testid': 'customer-name' });
  return h('form', {
    class: 'newcomer',
    onsubmit: async (e) => {
      e.preventDefault();
      if (!name.value.trim()) return name.focus();
      try {
        const made = await api.addCustomer(name.value.trim());
        name.value = '';
        await refresh('customers');
        if (made?.id) chooseCustomer(made.id);
        closePeople();
      } catch (err) { toast(why(err), 'bad'); }
    },
  }, name, h('button', { class: 'quiet', 'data-testid': 'customer-add' }, t('people_add')));
}

export function openPeople() {
  opener = document.activeElement;
  pane.classList.add('open');
  (pane.querySelector('[aria-pressed="true"]') ?? pane.querySelector('.person'))?.focus();
}

export function closePeople() {
  if (!pane.classList.contains('open')) return;
  pane.classList.remove('open');
  opener?.focus();
}
