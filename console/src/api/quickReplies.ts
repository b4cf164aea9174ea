import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { QuickReply } from './types'

export const quickRepliesKey = ['quick-replies'] as const

export function useQuickReplies() {
  return useQuery({
    queryKey: quickRepliesKey,
    queryFn: () => answer<Items<QuickReply>>(http.GET('/quick-replies')),
    select: (data) => data.items,
  })
}

export function useSaveQuickReply() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number; shortcut: string; text: string }) =>
      id === undefined
        ? answer<QuickReply>(http.POST('/quick-replies', { body }))
        : answer<QuickReply>(http.PATCH('/quick-replies/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => client.setQueryData<Items<QuickReply>>(quickRepliesKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useRemoveQuickReply() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/quick-replies/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) =>
      client.setQueryData<Items<QuickReply>>(quickRepliesKey, (data) => placeItem(data, id, null)),
  })
}

/** Replies that match what was typed after the slash: shortcut first, then anywhere in the text. */
export function matching(replies: QuickReply[], typed: string): QuickReply[] {
  const wanted = typed.trim().toLowerCase()
  const rank = (reply: QuickReply) => {
    const shortcut = reply.shortcut.toLowerCase()
    if (shortcut.startsWith(wanted)) return 0
    if (shortcut.includes(wanted)) return 1
    return reply.text.toLowerCase().includes(wanted) ? 2 : 3
  }
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .map(({ reply }) => reply)
}
