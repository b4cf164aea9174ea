import { type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Drift } from '@/api/types'
import { useFieldWords } from '../ways/edit/words'

/** Puts drifts into words: a setting's name and value, and what a drift is in a line. */
export function useDriftWords(account: MaybeRefOrGetter<number>) {
  const { t, te } = useI18n()
  const words = useFieldWords(account)
  const field = (name: string) => (te(`drifts.fieldNames.${name}`) ? t(`drifts.fieldNames.${name}`) : words.field(name))
  const value = (name: string, said: unknown) => {
    if (name === 'type' || name === 'scene') return te(`drifts.${name}s.${said}`) ? t(`drifts.${name}s.${said}`) : String(said)
    return words.value(name, said)
  }

  function summary(drift: Drift): string {
    switch (drift.kind) {
      case 'differs':
        return drift.fields.map((f) => t('drifts.change', { field: field(f.field), ours: value(f.field, f.ours), theirs: value(f.field, f.theirs) })).join('　')
      case 'only_there': {
        const { state, user } = (drift.theirs ?? {}) as { state?: string; user?: string[] }
        return t('drifts.theirWay', { state: state || t('drifts.noState'), users: words.value('users', user ?? []) })
      }
      case 'only_here':
        return t('drifts.gone')
      case 'unreadable':
        return t('drifts.hidden')
    }
  }
  return { field, value, summary }
}
