import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Items } from './items'
import type { Welcome, WelcomeDay, WelcomePreview, WelcomeTrial } from './types'

export type Outcome = Welcome['outcome']

export interface WelcomeFilter {
  outcome: Outcome | ''
  way: number
  channel: number
}

/** What a customer who comes by a way would get; asked as soon as there is something to ask. */
export function useWelcomeTrial(way: MaybeRefOrGetter<number>, trial: MaybeRefOrGetter<WelcomeTrial | null>) {
  return useQuery({
    queryKey: computed(() => ['welcomeTrial', toValue(way), toValue(trial)] as const),
    queryFn: () => answer<WelcomePreview>(http.POST('/ways/{id}/welcome/preview', { params: { path: { id: toValue(way) } }, body: toValue(trial) ?? {} })),
    enabled: computed(() => toValue(way) > 0 && toValue(trial) !== null),
    retry: false,
    gcTime: 0,
  })
}

/** Welcomes, newest first. Those on their way are looked at again. */
export function useWelcomes(filter: MaybeRefOrGetter<WelcomeFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['welcomes', toValue(filter)] as const),
    queryFn: ({ pageParam }) => {
      const { outcome, way, channel } = toValue(filter)
      const query = { limit: 50, ...(outcome && { outcome }), ...(way && { way }), ...(channel && { channel }), ...(pageParam && { after: pageParam }) }
      return answer<{ items: Welcome[]; next: string }>(http.GET('/welcomes', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((row) => row.outcome === 'sending')) ? 2_000 : 15_000),
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useWelcomeDays(filter: MaybeRefOrGetter<Pick<WelcomeFilter, 'way' | 'channel'>>) {
  return useQuery({
    queryKey: computed(() => ['welcomes', 'days', toValue(filter).way, toValue(filter).channel] as const),
    queryFn: () => {
      const { way, channel } = toValue(filter)
      return answer<Items<WelcomeDay>>(http.GET('/welcomes/days', { params: { query: { ...(way && { way }), ...(channel && { channel }) } } }))
    },
    select: (data) => data.items,
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  })
}
