import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Schemas } from './types'

export type Bot = Schemas['Bot']
export type BotInput = Schemas['BotInput']
export type BotTried = Schemas['BotTried']

export const botsKey = ['bots'] as const

export function useBots() {
  return useQuery({
    queryKey: botsKey,
    queryFn: () => answer<Items<Bot>>(http.GET('/bots')),
    select: (data) => data.items,
  })
}

export function useSaveBot() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, bot }: { id?: number; bot: BotInput }) =>
      id === undefined ? answer<Bot>(http.POST('/bots', { body: bot })) : answer<Bot>(http.PUT('/bots/{id}', { params: { path: { id } }, body: bot })),
    onSuccess: (row) => client.setQueryData<Items<Bot>>(botsKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useRemoveBot() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/bots/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) => client.setQueryData<Items<Bot>>(botsKey, (data) => placeItem(data, id, null)),
  })
}

/** Asks a bot something, as a customer would; nobody else hears the answer. */
export function useTryBot() {
  return useMutation({
    mutationFn: ({ id, text }: { id: number; text: string }) => answer<BotTried>(http.POST('/bots/{id}/try', { params: { path: { id } }, body: { text } })),
    meta: { quiet: true },
  })
}

/** A secret to sign with: 48 characters that nobody guesses. */
export function newSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (b) => b.toString(16).padStart(2, '0')).join('')
}
