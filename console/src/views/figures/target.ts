import { computed, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { useDeskSetting } from '@/api/deskSettings'
import { spell } from './shown'

/** Within which time a first answer is in time. */
export function useTarget(account: MaybeRefOrGetter<number>) {
  const { t } = useI18n()
  const { query } = useDeskSetting('/desk/figures/setting', account)
  return { said: computed(() => (query.data.value ? t('figures.within', { time: spell(query.data.value.value.answer_seconds * 1000, t) }) : '')) }
}
