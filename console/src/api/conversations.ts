import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, clientKey, http } from './client'
import type { Conversation, Counts, ListName, Message } from './types'

export interface ConversationPage {
  items: Conversation[]
  next: string
  counts: Counts
}
export type ConversationList = InfiniteData<ConversationPage, string>

export const conversationsKey = (list: ListName) => ['conversations', list] as const
export const conversationKey = (id: number) => ['conversation', id] as const
export const messagesKey = (id: number) => ['messages', id] as const
export const countsKey = ['counts'] as const

/** One of the three lists, in pages. */
export function useConversations(list: MaybeRefOrGetter<ListName>) {
  const client = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: computed(() => conversationsKey(toValue(list))),
    queryFn: async ({ pageParam }) => {
      const query = { list: toValue(list), limit: 50, ...(pageParam ? { after: pageParam } : {}) }
      const page = await answer<ConversationPage>(http.GET('/conversations', { params: { query } }))
      if (page.counts) client.setQueryData<Counts>(countsKey, page.counts)
      return page
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

/** How many wait, are mine, are unread; kept current by the stream. */
export function useCounts() {
  return useQuery<Counts>({
    queryKey: countsKey,
    queryFn: async () => {
      const query = { list: 'waiting', limit: 1 } as const
      return (await answer<ConversationPage>(http.GET('/conversations', { params: { query } }))).counts
    },
  }).data
}

export function useConversation(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => conversationKey(toValue(id))),
    queryFn: () => answer<Conversation>(http.GET('/conversations/{id}', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
  })
}

/** The messages of a conversation; page 0 is the newest, further pages are older. */
export function useMessages(id: MaybeRefOrGetter<number>) {
  return useInfiniteQuery({
    queryKey: computed(() => messagesKey(toValue(id))),
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...(pageParam ? { before: pageParam } : {}) }
      const params = { path: { id: toValue(id) }, query }
      return answer<{ items: Message[]; before: string }>(http.GET('/conversations/{id}/messages', { params }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.before || undefined,
    enabled: computed(() => toValue(id) > 0),
  })
}

const path = (id: number) => ({ params: { path: { id } } })

export function useAccept() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer<Conversation>(http.POST('/conversations/{id}/accept', path(id))),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
    onError: (_error, id) => client.invalidateQueries({ queryKey: conversationKey(id) }),
  })
}

export function useClose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer<Conversation>(http.POST('/conversations/{id}/close', path(id))),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
  })
}

export const markRead = (id: number) => answer(http.POST('/conversations/{id}/read', path(id)))

export const retryMessage = (id: number) => answer<Message>(http.POST('/messages/{id}/retry', path(id)))

export type Outgoing = { kind: 'text'; text: string } | { kind: 'image'; media_id: string }

export function sendMessage(id: number, outgoing: Outgoing, key = clientKey()): Promise<Message> {
  const body = { client_key: key, ...outgoing }
  return answer<Message>(http.POST('/conversations/{id}/messages', { ...path(id), body }))
}
