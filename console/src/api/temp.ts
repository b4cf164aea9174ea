import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { accountsKey } from './accounts'
import { answer, base, http } from './client'
import { placeRow } from './place'
import type { Conclusions, ConclusionsPreview, NewTempChat, TempBoard, TempChat } from './types'

export interface TempFilter {
  state: '' | TempChat['state']
  q: string
  member: string
}
type TempList = InfiniteData<TempBoard, string>

const tempKey = ['temp'] as const
const oneKey = (id: number) => [...tempKey, 'one', id] as const
const newest = (a: TempChat, b: TempChat) => b.id - a.id

export const tempQr = (id: number) => `${base}/ways/${id}/qr.png`

export function useTempChats(filter: MaybeRefOrGetter<TempFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...tempKey, 'list', toValue(filter)] as const),
    queryFn: ({ pageParam }) => {
      const { state, q, member } = toValue(filter)
      const query = { limit: 50, ...(state && { state }), ...(q && { q }), ...(member && { member }), ...(pageParam && { after: pageParam }) }
      return answer<TempBoard>(http.GET('/temp-chats', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []), counts: computed(() => query.data.value?.pages[0]?.counts ?? {}) }
}

export function useTempChat(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => oneKey(toValue(id))),
    queryFn: () => answer<TempChat>(http.GET('/temp-chats/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
  })
}

/** Puts a visit into the lists it belongs to; how many there are of each state is asked for again. */
export function patchTemp(client: QueryClient, id: number, row: TempChat | null) {
  if (row) client.setQueryData(oneKey(id), row)
  for (const [key, data] of client.getQueriesData<TempList>({ queryKey: [...tempKey, 'list'] })) {
    if (!data) continue
    const { state, q, member } = key[2] as TempFilter
    const belongs = (!state || row?.state === state) && (!member || row?.userid === member)
    client.setQueryData(key, placeRow(data, id, row, { belongs, insert: q === '', order: newest }))
  }
  recount(client)
}

let counting = false
/** Asks for the counts again, for many changes at once. */
function recount(client: QueryClient) {
  if (counting) return
  counting = true
  setTimeout(() => {
    counting = false
    void client.invalidateQueries({ queryKey: [...tempKey, 'list'] })
  }, 2_000)
}

function useTempStep<V>(send: (step: V) => Promise<TempChat>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    // The stream may have been faster: a later state is not overwritten by the answer.
    onSuccess: (row) => {
      if (!client.getQueryData(oneKey(row.id))) patchTemp(client, row.id, row)
      else void client.invalidateQueries({ queryKey: oneKey(row.id) })
    },
    meta: { quiet: true },
  })
}

export const useCreateTemp = () => useTempStep((body: NewTempChat) => answer<TempChat>(http.POST('/temp-chats', { body })))
export const useCloseTemp = () => useTempStep((id: number) => answer<TempChat>(http.POST('/temp-chats/{id}/close', { params: { path: { id } } })))
export const useReissueTemp = () =>
  useTempStep(({ id, key }: { id: number; key: string }) => answer<TempChat>(http.POST('/temp-chats/{id}/reissue', { params: { path: { id } }, body: { client_key: key } })))

/** What the customer will see when the chat ends. */
export function useConclusionsPreview(conclusions: MaybeRefOrGetter<Conclusions>) {
  return useQuery({
    queryKey: computed(() => ['conclusions', toValue(conclusions)] as const),
    queryFn: () => answer<ConclusionsPreview>(http.POST('/temp-chats/preview', { body: { conclusions: toValue(conclusions) } })),
    placeholderData: (old) => old,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  })
}

/** Has temporary chats offered again after the platform refused them to the company. */
export function useTryTemp() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (account: number) => answer(http.POST('/accounts/{id}/try-temp', { params: { path: { id: account } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
    meta: { quiet: true },
  })
}
