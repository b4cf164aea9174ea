import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Schemas } from './types'

export type DeskTag = Schemas['DeskTag']
export type DeskTagEdit = Schemas['TagEdit']

export const deskTagsKey = ['desk-tags'] as const

/** Tags of conversations and of customers. */
export function useDeskTags() {
  return useQuery({ queryKey: deskTagsKey, queryFn: () => answer<Items<DeskTag>>(http.GET('/desk-tags')), select: (data) => data.items })
}

export function useSaveDeskTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number } & DeskTagEdit) =>
      id === undefined
        ? answer<DeskTag>(http.POST('/desk-tags', { body }))
        : answer<DeskTag>(http.PATCH('/desk-tags/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => client.setQueryData<Items<DeskTag>>(deskTagsKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useRemoveDeskTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/desk-tags/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) => client.setQueryData<Items<DeskTag>>(deskTagsKey, (data) => placeItem(data, id, null)),
  })
}
