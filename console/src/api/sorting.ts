import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Items } from './items'
import type { Chat, Folder, Label, TagGroup } from './types'

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
