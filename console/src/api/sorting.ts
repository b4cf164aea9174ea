import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Chat, Folder, Label, Organise, Organised, TagGroup } from './types'

/** What ways are sorted by and lead to, for pickers and names. */
export function useFolders() {
  return useQuery({ queryKey: ['folders'], queryFn: () => answer<Items<Folder>>(http.GET('/folders')), select: (data) => data.items })
}

export function useLabels() {
  return useQuery({ queryKey: ['labels'], queryFn: () => answer<Items<Label>>(http.GET('/labels')), select: (data) => data.items })
}

/** The company's tags by group. */
export function useTags(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['tags', toValue(account)] as const),
    queryFn: () => answer<Items<TagGroup>>(http.GET('/accounts/{id}/tags', { params: { path: { id: toValue(account) } } })),
    enabled: computed(() => toValue(account) > 0),
    select: (data) => data.items,
    retry: false,
  })
}

/** Customer groups of a company. */
export function useChats(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['chats', toValue(account)] as const),
    queryFn: () => answer<Items<Chat>>(http.GET('/chats', { params: { query: { account: toValue(account) } } })),
    enabled: computed(() => toValue(account) > 0),
    select: (data) => data.items,
    retry: false,
  })
}

const at = (id: number) => ({ params: { path: { id } } })

/** Makes a folder, or renames or moves the one with the id. */
export function useSaveFolder() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number; name: string; parent_id: number }) =>
      id === undefined ? answer<Folder>(http.POST('/folders', { body })) : answer<Folder>(http.PATCH('/folders/{id}', { ...at(id), body })),
    onSuccess: (row) => client.setQueryData<Items<Folder>>(['folders'], (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

/** Makes a label, or changes the one with the id. */
export function useSaveLabel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number; name: string; color: Label['color'] }) =>
      id === undefined ? answer<Label>(http.POST('/labels', { body })) : answer<Label>(http.PATCH('/labels/{id}', { ...at(id), body })),
    onSuccess: (row) => client.setQueryData<Items<Label>>(['labels'], (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

/** What lay in the folder is somewhere else then, so the lists are asked for again. */
function useRemove(kind: 'folders' | 'labels', send: (id: number) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all([[kind], ['ways'], ['wayCount'], ['way']].map((queryKey) => client.invalidateQueries({ queryKey }))),
    meta: { quiet: true },
  })
}

export const useRemoveFolder = () => useRemove('folders', (id) => answer(http.DELETE('/folders/{id}', at(id))))
export const useRemoveLabel = () => useRemove('labels', (id) => answer(http.DELETE('/labels/{id}', at(id))))

/** The server takes so many at once. */
const most = 500

async function organise({ ids, ...what }: Organise): Promise<Organised> {
  const all: Organised = { changed: 0, unchanged: 0, left: [] }
  for (let i = 0; i < ids.length; i += most) {
    const done = await answer<Organised>(http.POST('/ways/organise', { body: { ...what, ids: ids.slice(i, i + most) } }))
    all.changed += done.changed
    all.unchanged += done.unchanged
    all.left.push(...done.left)
  }
  return all
}

/** Puts many ways in order; the platform knows nothing of it. */
export function useOrganise() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: organise,
    onSuccess: () => Promise.all([['ways'], ['wayCount'], ['way']].map((queryKey) => client.invalidateQueries({ queryKey }))),
    meta: { quiet: true },
  })
}
