import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, clientKey, http } from './client'
import type { Present } from './events'
import type { InboxFilter } from './inbox'
import type { Card, Conversation, Counts, Message, Typing } from './types'

export interface ConversationPage {
  items: Conversation[]
  next: string
  counts: Counts
}
export type ConversationList = InfiniteData<ConversationPage, string>

export const conversationsKey = (filter: InboxFilter) => ['conversations', filter] as const
export const conversationKey = (id: number) => ['conversation', id] as const
/** The newest messages and what is loaded before them; with `at` those around one. */
export const messagesKey = (id: number, at = 0) => (at ? (['messages', id, at] as const) : (['messages', id] as const))
export const countsKey = ['counts'] as const

/** One of the lists, in pages. */
export function useConversations(filter: MaybeRefOrGetter<InboxFilter>) {
  const client = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: computed(() => conversationsKey(toValue(filter))),
    queryFn: async ({ pageParam }) => {
      const query = { ...toValue(filter), limit: 50, ...(pageParam ? { after: pageParam } : {}) }
      const page = await answer<ConversationPage>(http.GET('/conversations', { params: { query } }))
      if (page.counts) client.setQueryData<Counts>(countsKey, page.counts)
      return page
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    shallow: true,
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

interface MessagePage {
  items: Message[]
  before: string
  after: string
}
type MessagePlace = { before?: string; after?: string; around?: number }

/** The messages of a conversation, from its end or around one of them; page 0 is the newest, further pages are older. */
export function useMessages(id: MaybeRefOrGetter<number>, at: MaybeRefOrGetter<number> = 0) {
  return useInfiniteQuery({
    queryKey: computed(() => messagesKey(toValue(id), toValue(at))),
    queryFn: ({ pageParam }) => {
      const params = { path: { id: toValue(id) }, query: { limit: 50, ...pageParam } }
      return answer<MessagePage>(http.GET('/conversations/{id}/messages', { params }))
    },
    initialPageParam: (toValue(at) ? { around: toValue(at) } : {}) as MessagePlace,
    getNextPageParam: ({ before }): MessagePlace | undefined => (before ? { before } : undefined),
    getPreviousPageParam: ({ after }): MessagePlace | undefined => (after ? { after } : undefined),
    enabled: computed(() => toValue(id) > 0),
    shallow: true,
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

/** From an agent who is not there, or whom one leads. */
export function useTakeOver() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer<Conversation>(http.POST('/conversations/{id}/take-over', path(id))),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
    onError: (_error, id) => client.invalidateQueries({ queryKey: conversationKey(id) }),
  })
}

export function useClose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { id: number; reason?: string }) =>
      answer<Conversation>(http.POST('/conversations/{id}/close', { ...path(id), body: { reason } })),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
  })
}

/** To an agent, or to a team in which it waits. */
export function useTransfer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: number; agent_id?: number; team_id?: number; note?: string }) =>
      answer<Conversation>(http.POST('/conversations/{id}/transfer', { ...path(id), body })),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
    meta: { quiet: true },
  })
}

/** Back to those that wait. */
export function useReturn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer<Conversation>(http.POST('/conversations/{id}/return', path(id))),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
  })
}

export const markRead = (id: number) => answer(http.POST('/conversations/{id}/read', path(id)))

export const retryMessage = (id: number) => answer<Message>(http.POST('/messages/{id}/retry', path(id)))

/** This page, among those that one agent has open. */
const tab = clientKey()

/** That I look at a conversation, or write in it; tells who else does. It is said even while the page goes. */
export const putPresence = (id: number, state: 'viewing' | 'typing' | 'gone') =>
  answer<Present>(http.POST('/conversations/{id}/presence', { ...path(id), body: { state, tab }, keepalive: state === 'gone' }))

/** Shows the customer that somebody types; the answer says until when. */
export const showTyping = (id: number, typing: boolean) =>
  answer<Typing>(http.POST('/conversations/{id}/typing', { ...path(id), body: { typing } }))

export type Outgoing =
  | { kind: 'text'; text: string }
  | { kind: 'image'; media_id: string; material_id?: number }
  | { kind: 'link' | 'miniprogrampage'; card: Card; media_id?: string; material_id?: number }

export function sendMessage(id: number, outgoing: Outgoing, key = clientKey()): Promise<Message> {
  const body = { client_key: key, ...outgoing }
  // A network that hangs is as good as none: the same key is tried again.
  const signal = AbortSignal.timeout(20_000)
  return answer<Message>(http.POST('/conversations/{id}/messages', { ...path(id), body, signal }))
}
