// For a sandbox without ways: some to try, by one press.
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { attempt, toast } from './toast.js';

export function sampleButton() {
  const make = () => attempt(async () => {
    const made = await api.sampleWays();
    await refresh('ways');
    toast(t('sample_made', { n: made.length }), 'good');
  });
  return h('button', { class: 'wide primary', type: 'button', 'data-testid': 'sample-make', onclick: make }, icon('plus'), t('sample_make'));
}
