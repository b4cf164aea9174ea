import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Items } from './items'
import type { Department, MemberCheck } from './types'

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
