import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Schemas } from './types'

export type FoundMessage = Schemas['FoundMessage']
type FoundPage = { items: FoundMessage[]; next: string; indexing: boolean }

/** Messages with a text, newest first; one character is enough. */
export function useFind(typed: MaybeRefOrGetter<string>, conversation: MaybeRefOrGetter<number> = 0) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['find', toValue(typed), toValue(conversation)] as const),
    queryFn: ({ pageParam }) => {
      const query = { q: toValue(typed), limit: 30, ...(toValue(conversation) && { conversation: toValue(conversation) }), ...(pageParam && { after: pageParam }) }
      return answer<FoundPage>(http.GET('/messages/find', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    enabled: computed(() => toValue(typed) !== ''),
    staleTime: 0,
  })
  return {
    ...query,
    rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []),
    indexing: computed(() => query.data.value?.pages[0]?.indexing ?? false),
  }
}
