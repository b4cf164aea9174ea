import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { BulkAction, BulkItem, BulkRun, BulkScope, BulkTrial } from './types'

export interface Bulk {
  action: BulkAction
  scope: BulkScope
}

const bulkKey = ['bulk'] as const
const moving = (run: BulkRun) => run.state === 'running' || run.counts.pending > 0
const at = (id: number) => ({ params: { path: { id } } })

/** What a change of many ways would do; asked as soon as it is complete. */
export function useBulkTrial(bulk: MaybeRefOrGetter<Bulk | null>) {
  return useQuery({
    queryKey: computed(() => [...bulkKey, 'trial', toValue(bulk)] as const),
    queryFn: () => answer<BulkTrial>(http.POST('/bulk-runs/preview', { body: toValue(bulk)! })),
    enabled: computed(() => toValue(bulk) !== null),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
}

export function useBulkRuns() {
  const query = useInfiniteQuery({
    queryKey: [...bulkKey, 'list'],
    queryFn: ({ pageParam }) => answer<{ items: BulkRun[]; next: string }>(http.GET('/bulk-runs', { params: { query: { limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(moving)) ? 2_000 : false),
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

/** One run; while it moves it is asked for again each second. */
export function useBulkRun(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => [...bulkKey, 'one', toValue(id)] as const),
    queryFn: () => answer<BulkRun>(http.GET('/bulk-runs/{id}', at(toValue(id)))),
    enabled: computed(() => toValue(id) > 0),
    refetchInterval: (query) => (query.state.data && moving(query.state.data) ? 1_000 : false),
  })
}

export function useBulkItems(id: MaybeRefOrGetter<number>, left: MaybeRefOrGetter<boolean>, stamp: MaybeRefOrGetter<string>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...bulkKey, 'items', toValue(id), toValue(left), toValue(stamp)] as const),
    queryFn: ({ pageParam }) =>
      answer<{ items: BulkItem[]; next: string }>(
        http.GET('/bulk-runs/{id}/items', { params: { path: { id: toValue(id) }, query: { limit: 100, left: toValue(left), ...(pageParam && { after: pageParam }) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useStartBulk() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (bulk: Bulk) => answer<BulkRun>(http.POST('/bulk-runs', { body: bulk })),
    onSuccess: () => client.invalidateQueries({ queryKey: [...bulkKey, 'list'] }),
    meta: { quiet: true },
  })
}

export type BulkStep = 'pause' | 'resume' | 'cancel' | 'undo'

export function useBulkStep() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, step }: { id: number; step: BulkStep }) => {
      switch (step) {
        case 'pause':
          return answer<BulkRun>(http.POST('/bulk-runs/{id}/pause', at(id)))
        case 'resume':
          return answer<BulkRun>(http.POST('/bulk-runs/{id}/resume', at(id)))
        case 'cancel':
          return answer<BulkRun>(http.POST('/bulk-runs/{id}/cancel', at(id)))
        case 'undo':
          return answer<BulkRun>(http.POST('/bulk-runs/{id}/undo', at(id)))
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: bulkKey }),
    meta: { quiet: true },
  })
}
