import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, base, http } from './client'
import type { Quota, Way } from './types'

/** A company's quota; the calls of the last minute are in it, so it does not stay true for long. */
export function useQuota(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['quota', toValue(account)] as const),
    queryFn: () => answer<Quota>(http.GET('/quota', { params: { query: { account: toValue(account) } } })),
    enabled: computed(() => toValue(account) > 0),
    refetchInterval: 15_000,
  })
}

const unused = (days: number) => ({ phase: 'live' as const, unused_days: days })

/** Ways that nobody came by in so many days. */
export function useUnusedWays(days: MaybeRefOrGetter<number>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['unusedWays', toValue(days)] as const),
    queryFn: ({ pageParam }) =>
      answer<{ items: Way[]; next: string }>(http.GET('/ways', { params: { query: { ...unused(toValue(days)), limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    enabled: computed(() => toValue(days) > 0),
    placeholderData: (old) => old,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useUnusedCount(days: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['unusedWays', 'count', toValue(days)] as const),
    queryFn: () => answer<{ count: number; more: boolean }>(http.GET('/ways/count', { params: { query: unused(toValue(days)) } })),
    enabled: computed(() => toValue(days) > 0),
  })
}

export const unusedFile = (days: number) => `${base}/ways/export.xlsx?phase=live&unused_days=${days}`
