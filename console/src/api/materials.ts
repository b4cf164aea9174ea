import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Material, MaterialInput, MaterialPage } from './types'

export interface MaterialFilter {
  account?: number
  kind?: Material['kind']
  /** Empty: those in no folder. */
  folder?: string
  q?: string
}

export const materialsKey = ['materials'] as const

/** The library as far as a filter shows it, newest first; account 0 or none is everything. */
export function useMaterials(filter: MaybeRefOrGetter<MaterialFilter>) {
  const query = useInfiniteQuery({
    queryKey: [...materialsKey, computed(() => ({ ...toValue(filter) }))],
    queryFn: ({ pageParam }) => {
      const { account, kind, folder, q } = toValue(filter)
      return answer<MaterialPage>(
        http.GET('/materials', { params: { query: { account_id: account, kind, q: q || undefined, after: pageParam || undefined, ...(folder === undefined ? {} : folder === '' ? { in_none: true } : { folder }) } } }),
      )
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (before) => before,
  })
  return {
    ...query,
    rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []),
    folders: computed(() => query.data.value?.pages[0]?.folders ?? []),
  }
}

/** Adds a material (id 0) or changes one. */
export function useSaveMaterial() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: number; body: MaterialInput }) =>
      answer<Material>(id ? http.PUT('/materials/{id}', { params: { path: { id } }, body }) : http.POST('/materials', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: materialsKey }),
    meta: { quiet: true },
  })
}

export function useRemoveMaterial() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/materials/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: materialsKey }),
  })
}
