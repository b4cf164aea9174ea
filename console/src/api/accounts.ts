import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Account, AccountInput, AccountSaved, AccountTest, Member, RelaySaved } from './types'

export const accountsKey = ['accounts'] as const

export function useAccounts() {
  return useQuery({
    queryKey: accountsKey,
    queryFn: () => answer<Items<Account>>(http.GET('/accounts')),
    select: (data) => data.items,
  })
}

export type AccountChange = Partial<AccountInput> & { rotate_push_keys?: boolean }

/** Adds an account, or changes the one with the id. Token and key come back only when they are new. */
export function useSaveAccount() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, change }: { id?: number; change: AccountChange }) =>
      id === undefined
        ? answer<AccountSaved>(http.POST('/accounts', { body: change as AccountInput }))
        : answer<AccountSaved>(http.PATCH('/accounts/{id}', { params: { path: { id } }, body: change })),
    onSuccess: ({ account }) =>
      client.setQueryData<Items<Account>>(accountsKey, (data) => placeItem(data, account.id, account)),
    meta: { quiet: true },
  })
}

export function useRemoveAccount() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/accounts/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) =>
      client.setQueryData<Items<Account>>(accountsKey, (data) => placeItem(data, id, null)),
  })
}

/** Draws the secret of a mini program's cloud function; shown this once. */
export function useMakeRelay() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer<RelaySaved>(http.POST('/accounts/{id}/relay-secret', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
  })
}

export function useRemoveRelay() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/accounts/{id}/relay-secret', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
  })
}

export function useTestAccount() {
  return useMutation({
    mutationFn: (id: number) => answer<AccountTest>(http.POST('/accounts/{id}/test', { params: { path: { id } } })),
    meta: { quiet: true },
  })
}

const membersOf = (account: number) => ({
  queryKey: ['members', account] as const,
  queryFn: () => answer<{ items: Member[]; synced_at: number }>(http.GET('/accounts/{id}/members', { params: { path: { id: account } } })),
  enabled: account > 0,
  staleTime: 60_000,
})

/** Members with customer contact, of a WeCom account. */
export function useMembers(account: MaybeRefOrGetter<number>) {
  return useQuery(computed(() => membersOf(toValue(account))))
}

/** Members of all companies, as long as they are needed. */
export function useAllMembers(needed: MaybeRefOrGetter<boolean>) {
  const { data: accounts } = useAccounts()
  const lists = useQueries({ queries: computed(() => (toValue(needed) ? (accounts.value ?? []).filter((a) => a.kind === 'wecom').map((a) => membersOf(a.id)) : [])) })
  return computed(() => lists.value.flatMap((list) => list.data?.items ?? []))
}
