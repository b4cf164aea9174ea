import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Schemas, View } from './types'

const viewsKey = ['views'] as const

/** Saved lists of ways: one's own, and those that others share. */
export function useViews() {
  return useQuery({ queryKey: viewsKey, queryFn: () => answer<Items<View>>(http.GET('/views')), select: (data) => data.items })
}

type ViewInput = Schemas['ViewInput']

/** Saves a list under a name. */
export function useCreateView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ViewInput) => answer<View>(http.POST('/views', { body })),
    onSuccess: (row) => client.setQueryData<Items<View>>(viewsKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useEditView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: number } & Partial<ViewInput>) => answer<View>(http.PATCH('/views/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => client.setQueryData<Items<View>>(viewsKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useRemoveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/views/{id}', { params: { path: { id } } })),
    onSuccess: (_done, id) => client.setQueryData<Items<View>>(viewsKey, (data) => placeItem(data, id, null)),
    meta: { quiet: true },
  })
}
