import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import { quickRepliesKey } from './quickReplies'
import type { Schemas } from './types'

export type QuickFolder = Schemas['QuickReplyFolder']

export const quickFoldersKey = ['quick-folders'] as const

export function useQuickFolders() {
  return useQuery({
    queryKey: quickFoldersKey,
    queryFn: () => answer<Items<QuickFolder>>(http.GET('/quick-reply-folders')),
    select: (data) => data.items,
  })
}

/** Adds a folder, of everybody or one's own, or renames one. */
export function useSaveQuickFolder() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number; name: string; own?: boolean }) =>
      id === undefined
        ? answer<QuickFolder>(http.POST('/quick-reply-folders', { body }))
        : answer<QuickFolder>(http.PUT('/quick-reply-folders/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => client.setQueryData<Items<QuickFolder>>(quickFoldersKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

/** Takes a folder away; what lay in it lies in none. */
export function useRemoveQuickFolder() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/quick-reply-folders/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) => {
      client.setQueryData<Items<QuickFolder>>(quickFoldersKey, (data) => placeItem(data, id, null))
      void client.invalidateQueries({ queryKey: quickRepliesKey })
    },
  })
}
