import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { NewPool, Pool, PoolDetail, PoolPatch, PoolTurn, Way } from './types'

const poolsKey = ['pools'] as const
const poolKey = (id: number) => ['pool', id] as const
const at = (id: number) => ({ params: { path: { id } } })

export function usePools() {
  return useQuery({ queryKey: poolsKey, queryFn: () => answer<Items<Pool>>(http.GET('/pools')), select: (data) => data.items })
}

export function usePool(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => [...poolKey(toValue(id)), 'detail'] as const),
    queryFn: () => answer<PoolDetail>(http.GET('/pools/{id}', at(toValue(id)))),
    enabled: computed(() => toValue(id) > 0),
  })
}

export function usePoolTurns(id: MaybeRefOrGetter<number>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...poolKey(toValue(id)), 'turns'] as const),
    queryFn: ({ pageParam }) =>
      answer<{ items: PoolTurn[]; next: string }>(http.GET('/pools/{id}/turns', { params: { path: { id: toValue(id) }, query: { limit: 30, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function usePoolWays(id: MaybeRefOrGetter<number>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...poolKey(toValue(id)), 'ways'] as const),
    queryFn: ({ pageParam }) =>
      answer<{ items: Way[]; next: string }>(http.GET('/pools/{id}/ways', { params: { path: { id: toValue(id) }, query: { limit: 30, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

/** A pool changed: its row is put where it stands, and what is open of it is asked for again. */
export function patchPool(client: QueryClient, id: number, row: Pool | null) {
  client.setQueryData<Items<Pool>>(poolsKey, (data) => placeItem(data, id, row))
  if (row) void client.invalidateQueries({ queryKey: poolKey(id) })
}

function place(client: QueryClient, pool: PoolDetail) {
  const { chats: _, ...row } = pool
  client.setQueryData<Items<Pool>>(poolsKey, (data) => placeItem(data, pool.id, row))
  client.setQueryData([...poolKey(pool.id), 'detail'], pool)
  for (const part of ['turns', 'ways']) void client.invalidateQueries({ queryKey: [...poolKey(pool.id), part] })
}

function usePoolStep<V>(send: (step: V) => Promise<PoolDetail>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: (pool) => place(client, pool), meta: { quiet: true } })
}

export const useCreatePool = () => usePoolStep((body: NewPool) => answer<PoolDetail>(http.POST('/pools', { body })))
export const useEditPool = () => usePoolStep(({ id, change }: { id: number; change: PoolPatch }) => answer<PoolDetail>(http.PATCH('/pools/{id}', { ...at(id), body: change })))
export const useAddPoolChats = () => usePoolStep(({ id, chats }: { id: number; chats: string[] }) => answer<PoolDetail>(http.POST('/pools/{id}/chats', { ...at(id), body: { chats } })))
export const useOrderPoolChats = () => usePoolStep(({ id, chats }: { id: number; chats: string[] }) => answer<PoolDetail>(http.PUT('/pools/{id}/chats', { ...at(id), body: { chats } })))
export const useRemovePoolChat = () =>
  usePoolStep(({ id, chat }: { id: number; chat: string }) => answer<PoolDetail>(http.DELETE('/pools/{id}/chats/{chat_id}', { params: { path: { id, chat_id: chat } } })))
export const useCheckPool = () => usePoolStep((id: number) => answer<PoolDetail>(http.POST('/pools/{id}/check', at(id))))

export function useRemovePool() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/pools/{id}', at(id))),
    onSuccess: (_nothing, id) => patchPool(client, id, null),
    meta: { quiet: true },
  })
}
