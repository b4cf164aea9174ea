import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { ChatList } from './types'

const chatsKey = (account: number) => ['chats', account] as const
const of = (account: number) => ({ params: { query: { account } } })

/** Customer groups of a company, with when they were listed. While some are still being read it is asked for again. */
export function useChatList(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => chatsKey(toValue(account))),
    queryFn: () => answer<ChatList>(http.GET('/chats', of(toValue(account)))),
    enabled: computed(() => toValue(account) > 0),
    staleTime: 30_000,
    refetchInterval: (query) => (query.state.data?.unread ? 2_000 : false),
    retry: false,
  })
}

/** Has the company's groups listed by the platform again. */
export function useRefreshChats() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (account: number) => answer<ChatList>(http.POST('/chats/refresh', of(account))),
    onSuccess: (list, account) => client.setQueryData(chatsKey(account), list),
    meta: { quiet: true },
  })
}
