// The company's tags, as its administrator keeps them.
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { tell, act } from './toast.js';
import { lineForm, sureButton } from './redraw.js';
import { stage } from './backstage.js';

const done = (what, body, key = 'team_saved') => act(async () => {
  await api.tag(what, body);
  tell(t(key));
  await refresh('tags', 'customers');
});

export function tagsPart() {
  const alive = stage.tags.filter((g) => !g.deleted);
  return [
    h('p', { class: 'muted lead' }, t('tags_why')),
    alive.map((g) => h('section', { class: 'sheet-of', 'data-testid': `tags-${g.id}` }, title(g), h('ul', { class: 'lines' }, g.tags.filter((tag) => !tag.deleted).map(tagLine)),
      lineForm(`tag-new-${g.id}`, { label: t('tags_name'), button: t('tags_create'), send: (name) => done('create', { name, group: g.id }, 'tags_created') }))),
    h('section', { class: 'sheet-of' }, h('h3', null, t('tags_new_group')),
      lineForm('tag-new-group', { label: t('tags_group_and_tag'), button: t('tags_create'), send: newGroup }),
      h('button', { class: 'step', 'data-testid': 'tags-shuffle', onclick: () => done('shuffle', {}, 'tags_shuffled') }, t('tags_shuffle_groups'))),
  ];
}

/** "来源 展会": the first word is the group's, the rest the tag's. */
function newGroup(text) {
  const [group, ...name] = text.split(/[\s/／:：]+/);
  return done('create', { group, name: name.join(' ') || group }, 'tags_created');
}

function title(g) {
  return h('h3', { class: 'tag-title' }, h('span', { class: 'grow' }, g.name),
    h('button', { class: 'quiet', 'data-testid': `tags-shuffle-${g.id}`, onclick: () => done('shuffle', { id: g.id }, 'tags_shuffled') }, icon('again', 14), t('tags_shuffle')),
    sureButton(`tag-delete-${g.id}`, t('remove'), t('tags_delete_sure'), () => done('delete', { id: g.id })));
}

function tagLine(tag) {
  return h('li', { class: 'line' },
    h('div', { class: 'grow' }, lineForm(`tag-name-${tag.id}`, { label: t('tags_name'), button: t('tags_rename'), value: tag.name, send: (name) => done('update', { id: tag.id, name }) })),
    sureButton(`tag-delete-${tag.id}`, t('remove'), t('tags_delete_sure'), () => done('delete', { id: tag.id })));
}
