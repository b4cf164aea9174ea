import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Drift, DriftDecision, DriftOutcome, DriftPage, DriftRun, Way } from './types'

export interface DriftFilter {
  account: number
  kind?: Drift['kind']
  state: 'open' | 'ignored'
}

const driftKey = ['drift'] as const

export function useDrifts(filter: MaybeRefOrGetter<DriftFilter | null>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...driftKey, 'list', toValue(filter)] as const),
    queryFn: ({ pageParam }) =>
      answer<DriftPage>(http.GET('/drifts', { params: { query: { ...toValue(filter)!, limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    enabled: computed(() => toValue(filter) !== null),
    placeholderData: (old) => old,
  })
  return {
    ...query,
    rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []),
    counts: computed(() => query.data.value?.pages[0]?.counts),
  }
}

export function useDrift(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => [...driftKey, 'one', toValue(id)] as const),
    queryFn: () => answer<Drift>(http.GET('/drifts/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
  })
}

export function useDecide() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: DriftDecision) => answer<DriftOutcome>(http.POST('/drifts/decide', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: driftKey }),
    meta: { quiet: true },
  })
}

/** A decision about all drifts of a kind; while it runs it is asked for again each second. */
export function useDriftRun(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['drift_run', toValue(id)] as const),
    queryFn: () => answer<DriftRun>(http.GET('/drift-runs/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_000 : false),
  })
}

export function useCancelDriftRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer<DriftRun>(http.POST('/drift-runs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: (run) => client.setQueryData(['drift_run', run.id], run),
  })
}

const unknown = { phase: 'unknown' } as const

/** Ways whose creation was never answered. */
export function useUnknownWays(on: MaybeRefOrGetter<boolean>) {
  const query = useInfiniteQuery({
    queryKey: ['unknownWays'],
    queryFn: ({ pageParam }) => answer<{ items: Way[]; next: string }>(http.GET('/ways', { params: { query: { ...unknown, limit: 50, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    enabled: computed(() => toValue(on)),
    refetchInterval: 10_000,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useUnknownCount() {
  return useQuery({
    queryKey: ['unknownWays', 'count'],
    queryFn: () => answer<{ count: number; more: boolean }>(http.GET('/ways/count', { params: { query: unknown } })),
    refetchInterval: 10_000,
  })
}
