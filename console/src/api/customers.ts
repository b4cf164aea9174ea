import { useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Customer, CustomerDetail } from './types'

export interface CustomerFilter {
  q: string
  channel: number
  way?: number
  member?: string
  group?: string
  event?: CustomerEvent
  from?: number
  to?: number
  weekday?: number
  hour?: number
}
export const customerEvents = ['pending', 'added', 'readded', 'lost', 'deleted', 'transferred', 'joined', 'quit', 'wrote', 'left'] as const
export type CustomerEvent = (typeof customerEvents)[number]
export type CustomerList = InfiniteData<{ items: Customer[]; next: string }, string>

export const newestCustomer = (a: Customer, b: Customer) => b.first_seen_at - a.first_seen_at || b.id - a.id
export const customerKey = (id: number) => ['customer', id] as const

export function useCustomers(filter: MaybeRefOrGetter<CustomerFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['customers', toValue(filter)] as const),
    queryFn: ({ pageParam }) => {
      const { q, channel, ...more } = toValue(filter)
      const query = { limit: 50, ...more, ...(q && { q }), ...(channel && { channel }), ...(pageParam && { after: pageParam }) }
      return answer<{ items: Customer[]; next: string }>(http.GET('/customers', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export function useCustomer(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => customerKey(toValue(id))),
    queryFn: () => answer<CustomerDetail>(http.GET('/customers/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
    placeholderData: (old) => (old?.id === toValue(id) ? old : undefined),
  })
}
