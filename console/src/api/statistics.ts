import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Statistics } from './types'

export type StatBy = 'day' | 'channel' | 'way' | 'member' | 'group' | 'hour' | 'page' | 'button'

/** Which numbers are meant; days are yyyymmdd. */
export interface StatFilter {
  from: number
  to: number
  channel?: number
  way?: number
  member?: string
  group?: string
}

export function useStatistics(by: MaybeRefOrGetter<StatBy>, filter: MaybeRefOrGetter<StatFilter>, funnel = false) {
  return useQuery({
    queryKey: computed(() => ['statistics', toValue(by), toValue(filter), funnel] as const),
    queryFn: () => answer<Statistics>(http.GET('/statistics', { params: { query: { by: toValue(by), ...toValue(filter), ...(funnel && { funnel }) } } })),
    placeholderData: (old) => old,
    staleTime: 15_000,
  })
}
