import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Conversation } from '@/api/types'
import { now } from '@/app/clock'
import { sameDay, stamp, timeOfDay } from '@/parts/time'

const clock = (at: number) => (sameDay(at, now.value) ? timeOfDay(at) : stamp(at))

/** Since when a customer is with the official tool, and what may come back from there. */
export function useThere(conversation: () => Conversation): ComputedRef<{ since: string; until: string }> {
  const { t } = useI18n()
  return computed(() => {
    const { official_since: since, official_until: until } = conversation()
    return { since: clock(since), until: until > now.value ? t('desk.officialUntil', { time: clock(until) }) : t('desk.officialMay') }
  })
}
