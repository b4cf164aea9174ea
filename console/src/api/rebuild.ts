import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import type { Items } from './items'
import type { Rebuild } from './types'

export const rebuildsKey = ['rebuild'] as const

/** The latest countings from the journal, newest first; one that runs is asked for again each second. */
export function useRebuilds() {
  return useQuery({
    queryKey: rebuildsKey,
    queryFn: () => answer<Items<Rebuild>>(http.GET('/rebuild')),
    select: (data) => data.items,
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.items.some((row) => row.state === 'running') ? 1_000 : false),
  })
}

export function useStartRebuild() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answer<Items<Rebuild>>(http.POST('/rebuild')),
    onSuccess: (list) => client.setQueryData(rebuildsKey, list),
  })
}
