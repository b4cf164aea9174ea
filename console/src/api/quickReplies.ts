import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import { serverNow } from '@/app/clock'
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
    mutationFn: ({ id, ...body }: { id?: number; shortcut: string; text: string; own?: boolean; folder_id?: number }) =>
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

/** A reply's text for a conversation, with names filled in by the server; it counts as used. */
export function useQuickReplyText() {
  const client = useQueryClient()
  return async (reply: QuickReply, conversation: number): Promise<string> => {
    const { text } = await answer<{ text: string }>(http.POST('/quick-replies/{id}/use', { params: { path: { id: reply.id } }, body: { conversation_id: conversation } }))
    const used = (one: QuickReply) => (one.id === reply.id ? { ...one, used: one.used + 1, used_at: serverNow() } : one)
    client.setQueryData<Items<QuickReply>>(quickRepliesKey, (data) => data && { items: mostUsed(data.items.map(used)) })
    return text
  }
}

/** Those used most come first, as the server sends them. */
export const mostUsed = (replies: QuickReply[]): QuickReply[] => [...replies].sort((a, b) => b.used - a.used)

/** Whether something of a text is only known when it is put in. */
export const hasPlaces = (text: string): boolean => /\{[\p{L}_]{1,20}\}/u.test(text)

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
