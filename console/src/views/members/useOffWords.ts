import { useI18n } from 'vue-i18n'
import { now } from '@/app/clock'
import { sameDay, timeOfDay } from '@/parts/time'
import { always, isOff } from './off'

/** Until when somebody is off, in a few words; empty when they are not. */
export function useOffWords() {
  const { t, locale } = useI18n()
  return (until: number): string => {
    if (!isOff(until, now.value)) return ''
    if (until === always) return t('members.offAlways')
    const day = new Date(until).toLocaleDateString(locale.value === 'zh' ? 'zh-CN' : 'en-GB', { month: locale.value === 'zh' ? 'numeric' : 'short', day: 'numeric' })
    return t('members.offUntil', { time: sameDay(until, now.value) ? timeOfDay(until) : `${day} ${timeOfDay(until)}` })
  }
}
