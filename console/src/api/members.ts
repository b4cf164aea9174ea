import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Items } from './items'
import type { Department, MeOff, Member, MemberCheck } from './types'

/** Departments of a company, as far as its app may see them. */
export function useDepartments(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['departments', toValue(account)] as const),
    queryFn: () => answer<Items<Department>>(http.GET('/accounts/{id}/departments', { params: { path: { id: toValue(account) } } })),
    enabled: computed(() => toValue(account) > 0),
    select: (data) => data.items,
  })
}

/** Whether a way may lead to these people, asked of the platform. */
export function useMemberCheck(account: MaybeRefOrGetter<number>, users: MaybeRefOrGetter<string[]>, parties: MaybeRefOrGetter<number[]>) {
  return useQuery({
    queryKey: computed(() => ['member-check', toValue(account), toValue(users), toValue(parties)] as const),
    queryFn: () =>
      answer<MemberCheck>(http.POST('/accounts/{id}/check-members', { params: { path: { id: toValue(account) } }, body: { users: toValue(users), parties: toValue(parties) } })),
    enabled: computed(() => toValue(account) > 0 && toValue(users).length + toValue(parties).length > 0),
    placeholderData: (old) => old,
    staleTime: 30_000,
    retry: false,
  })
}

/** Everybody whom ways name or could name, with the number of their ways. */
export function useRoster(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['members', toValue(account), 'all'] as const),
    queryFn: () => answer<{ items: Member[]; synced_at: number }>(http.GET('/accounts/{id}/members', { params: { path: { id: toValue(account) }, query: { all: true } } })),
    enabled: computed(() => toValue(account) > 0),
    staleTime: 30_000,
  })
}

/** Until when: milliseconds, -1 until they say otherwise, 0 back. */
export function useMemberOff(account: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ userid, until }: { userid: string; until: number }) =>
      answer(http.PUT('/accounts/{id}/members/{userid}/off', { params: { path: { id: toValue(account), userid } }, body: { until } })),
    onSuccess: () => membersChanged(client),
  })
}

const meOffKey = ['me-off'] as const

export function useMeOff() {
  return useQuery({ queryKey: meOffKey, queryFn: () => answer<MeOff>(http.GET('/me/off')), staleTime: 30_000 })
}

export function usePutMeOff() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (until: number) => answer(http.PUT('/me/off', { body: { until } })),
    onSuccess: () => membersChanged(client),
  })
}

/** Who is off, and why a way was refused, is shown in several places. */
export function membersChanged(client: ReturnType<typeof useQueryClient>) {
  for (const key of ['members', 'member-check', 'moment', meOffKey[0]]) void client.invalidateQueries({ queryKey: [key] })
}

/** The server asks about so many at once. */
const checkedAtOnce = 200

/** Asks the platform about everybody, some at a time; tells after each how many are done. */
export function useCheckAll(account: MaybeRefOrGetter<number>, told: (checked: MemberCheck['members']) => void) {
  return useMutation({
    mutationFn: async (users: string[]) => {
      for (let from = 0; from < users.length; from += checkedAtOnce) {
        const body = { users: users.slice(from, from + checkedAtOnce), parties: [] }
        told((await answer<MemberCheck>(http.POST('/accounts/{id}/check-members', { params: { path: { id: toValue(account) } }, body }))).members)
      }
    },
    meta: { quiet: true },
  })
}
