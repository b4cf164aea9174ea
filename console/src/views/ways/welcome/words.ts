import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useI18n } from 'vue-i18n'
import type { WelcomePlan } from '@/api/types'
import { wrongOf } from './shape'

/** What is wrong with a field of a plan, in words; empty when nothing is. */
export type Says = (at: string) => string

/** What is missing is only said once somebody tried to go on; what is wrong, at once. */
export function useWrong(plan: MaybeRefOrGetter<WelcomePlan>, tried: MaybeRefOrGetter<boolean>) {
  const { t } = useI18n()
  const found = computed(() => wrongOf(toValue(plan)))
  const says: Says = (at) => {
    const gap = found.value.get(at)
    if (!gap || (!toValue(tried) && !('n' in gap))) return ''
    return t(`welcome.wrong.${gap.key}`, 'n' in gap ? { n: gap.n } : {})
  }
  return { found, says }
}

/** Says what a plan has beside its text: attachments, and parts of the day. */
export function useBeside() {
  const { t } = useI18n()
  return ({ attachments, hours }: WelcomePlan) =>
    [attachments?.length && t('welcome.files', { n: attachments.length }), hours?.length && t('welcome.parts', { n: hours.length })].filter(Boolean).join('　')
}
