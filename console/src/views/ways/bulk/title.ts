import { type MaybeRefOrGetter, toValue } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BulkRun } from '@/api/types'
import { useFieldWords } from '../edit/words'

/** What a run does, in a line. */
export function useBulkTitle(account: MaybeRefOrGetter<number>) {
  const { t } = useI18n()
  const words = useFieldWords(() => toValue(account))

  return ({ action }: BulkRun): string => {
    const { kind, from = '', to = '', set } = action
    if (kind === 'replace_member' && !to) return t('bulk.done.remove_member', { from: words.member(from) })
    if (kind !== 'set') return t(`bulk.done.${kind}`, { from: words.member(from), to: words.member(to) })
    const parts = Object.entries(set ?? {}).map(([field, value]) => `${words.field(field)} → ${words.value(field, value)}`)
    return parts.join('，')
  }
}
