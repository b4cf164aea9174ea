import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { ReconcileEstimate, ReconcileSettings, Reconciliation } from './types'

const reconcileKey = ['reconciliation'] as const
const settingsKey = [...reconcileKey, 'settings'] as const
export const isLive = (run: Reconciliation) => run.state === 'running' || run.state === 'paused'

/** Comparisons of an account, newest first; while one runs they are asked for again. */
export function useReconciliations(account: MaybeRefOrGetter<number>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...reconcileKey, 'list', toValue(account)] as const),
    queryFn: ({ pageParam }) =>
      answer<{ items: Reconciliation[]; next: string }>(
        http.GET('/reconciliations', { params: { query: { account: toValue(account), limit: 20, ...(pageParam && { after: pageParam }) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    enabled: computed(() => toValue(account) > 0),
    refetchInterval: (query) => (query.state.data?.pages[0]?.items[0]?.state === 'running' ? 2_000 : false),
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useEstimate(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => [...reconcileKey, 'estimate', toValue(account)] as const),
    queryFn: () => answer<ReconcileEstimate>(http.GET('/reconciliations/estimate', { params: { query: { account: toValue(account) } } })),
    staleTime: 0,
  })
}

export function useStartReconciliation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (account: number) => answer<Reconciliation>(http.POST('/reconciliations', { body: { account } })),
    onSuccess: () => client.invalidateQueries({ queryKey: reconcileKey }),
    meta: { quiet: true },
  })
}

export type ReconcileStep = 'pause' | 'resume' | 'cancel'

export function useReconcileStep() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, step }: { id: number; step: ReconcileStep }) => {
      const at = { params: { path: { id } } }
      switch (step) {
        case 'pause':
          return answer<Reconciliation>(http.POST('/reconciliations/{id}/pause', at))
        case 'resume':
          return answer<Reconciliation>(http.POST('/reconciliations/{id}/resume', at))
        case 'cancel':
          return answer<Reconciliation>(http.POST('/reconciliations/{id}/cancel', at))
      }
    },
    onSuccess: () => client.invalidateQueries({ queryKey: reconcileKey }),
    meta: { quiet: true },
  })
}

export function useReconcileSettings() {
  return useQuery({ queryKey: settingsKey, queryFn: () => answer<ReconcileSettings>(http.GET('/reconcile-settings')) })
}

export function useSaveReconcileSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ReconcileSettings) => answer<ReconcileSettings>(http.PUT('/reconcile-settings', { body })),
    onSuccess: (saved) => {
      client.setQueryData(settingsKey, saved)
      void client.invalidateQueries({ queryKey: reconcileKey })
      void client.invalidateQueries({ queryKey: ['quota'] })
    },
    meta: { quiet: true },
  })
}
