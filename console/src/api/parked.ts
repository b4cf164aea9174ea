import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import type { Items } from './items'
import type { Parked } from './types'

const parkedKey = ['parked'] as const

export function useParked() {
  return useQuery({
    queryKey: parkedKey,
    queryFn: () => answer<Items<Parked>>(http.GET('/parked')),
    select: (data) => data.items,
    staleTime: 0,
    refetchInterval: 30_000,
  })
}

export function useRetryParked() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ source, id }: Parked) =>
      answer(http.POST('/parked/{source}/{id}/retry', { params: { path: { source, id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: parkedKey }),
  })
}
