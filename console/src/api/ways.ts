import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, base, http } from './client'
import { placeRow } from './place'
import type { Way, WayCount, WayInput } from './types'
import { fits, tells, type WayFilter } from './wayFilter'

export type WayList = InfiniteData<{ items: Way[]; next: string }, string>

export const newestWay = (a: Way, b: Way) => b.created_at - a.created_at || b.id - a.id

export function qrURL(way: Way, download = false): string {
  return `${base}/ways/${way.id}/qr.png${download ? '?download=1' : ''}`
}

export function useWays(filter: MaybeRefOrGetter<WayFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['ways', toValue(filter)] as const),
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 50, ...toValue(filter), ...(pageParam && { after: pageParam }) }
      return answer<{ items: Way[]; next: string }>(http.GET('/ways', { params: { query }, signal }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useWay(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['way', toValue(id)] as const),
    queryFn: () => answer<Way>(http.GET('/ways/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
  })
}

/** How many ways the filter finds, as far as the server counts; the number before stays until the next is there. */
export function useWayCount(filter: MaybeRefOrGetter<WayFilter>) {
  return useQuery({
    queryKey: computed(() => ['wayCount', toValue(filter)] as const),
    queryFn: ({ signal }) => answer<WayCount>(http.GET('/ways/count', { params: { query: toValue(filter) }, signal })),
    placeholderData: (old) => old,
    staleTime: 10_000,
  })
}

/** Puts a way into every list that shows it; filtered lists only take changes of what they already show. */
export function placeWay(client: ReturnType<typeof useQueryClient>, id: number, row: Way | null) {
  if (row) client.setQueryData(['way', id], row)
  for (const [key, data] of client.getQueriesData<WayList>({ queryKey: ['ways'] })) {
    if (!data) continue
    const filter = key[1] as WayFilter
    const insert = tells(filter) && row?.phase !== 'deleted'
    client.setQueryData(key, placeRow(data, id, row, { belongs: !!row && fits(filter, row), insert, order: newestWay }))
  }
}

export function useCreateWay() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: WayInput) => answer<Way>(http.POST('/ways', { body })),
    // The stream may have been faster: a later phase is not overwritten by the answer.
    onSuccess: (way) => {
      if (!client.getQueryData(['way', way.id])) placeWay(client, way.id, way)
    },
    meta: { quiet: true },
  })
}

/**
 * Asks for something about a way and shows the way as the answer has it, unless the stream was faster: a later
 * state is not overwritten by the answer.
 */
export function useWayStep<V extends { id: number }>(send: (step: V) => Promise<Way>, meta = { quiet: true }) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onMutate: ({ id }) => client.getQueryData(['way', id]),
    onSuccess: (way, { id }, before) => {
      if (client.getQueryData(['way', way.id]) === (way.id === id ? before : undefined)) placeWay(client, way.id, way)
      void client.invalidateQueries({ queryKey: ['versions', id] })
      void client.invalidateQueries({ queryKey: ['moment', id] })
    },
    meta,
  })
}

export const useRetryWay = () =>
  useWayStep(({ id }: { id: number }) => answer<Way>(http.POST('/ways/{id}/retry', { params: { path: { id } } })), { quiet: false })
