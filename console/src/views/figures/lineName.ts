import { useI18n } from 'vue-i18n'
import type { Split } from '@/api/figures'
import { dayLabel } from '../numbers/days'
import { weekdayOf } from './days'

/** What a line of figures is about, in words. */
export function useLineName() {
  const { t } = useI18n()
  return function lineName(by: Split, { key, name = '', gone = false }: { key: string; name?: string; gone?: boolean }): string {
    switch (by) {
      case 'day':
        return `${dayLabel(key)} ${t(`figures.weekday.${weekdayOf(Number(key))}`)}`
      case 'hour':
        return `${key.padStart(2, '0')}:00`
      case 'agent':
      case 'team':
      case 'account':
        if (key === '0') return t(`figures.none.${by}`)
        return gone ? t('figures.gone', { name: name || `#${key}` }) : name || `#${key}`
    }
  }
}
