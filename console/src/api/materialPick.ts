import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Schemas } from './types'

export type Material = Schemas['Material']
type MaterialPage = { items: Material[]; next: string; folders: { name: string; count: number }[] }

export interface MaterialFilter {
  account_id: number
  q?: string
  folder?: string
}

/** What may be sent for an account, newest first. */
export function useMaterialPick(filter: MaybeRefOrGetter<MaterialFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['materials', 'pick', toValue(filter)] as const),
    queryFn: ({ pageParam }) => {
      const query = { ...toValue(filter), limit: 30, ...(pageParam ? { after: pageParam } : {}) }
      return answer<MaterialPage>(http.GET('/materials', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  return {
    ...query,
    rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []),
    folders: computed(() => query.data.value?.pages[0]?.folders ?? []),
  }
}
