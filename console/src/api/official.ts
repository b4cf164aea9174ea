import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { OfficialAgents, OfficialSetting, OfficialSettingOf } from './types'

const deskKey = (account: number) => ['official-desk', account] as const
export const officialPeopleKey = (account: number) => ['official-agents', account] as const

/** Which customers of an account go to the official tool; account 0 is what applies to all. */
export function useOfficialDesk(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => deskKey(toValue(account))),
    queryFn: () => answer<OfficialSettingOf>(http.GET('/official-desk', { params: { query: { account: toValue(account) } } })),
  })
}

/** Sets it; null has the account follow what is set for all. */
export function useSaveOfficialDesk() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ account, setting }: { account: number; setting: OfficialSetting | null }) => {
      const params = { query: { account } }
      return answer<OfficialSettingOf>(setting ? http.PUT('/official-desk', { params, body: setting }) : http.DELETE('/official-desk', { params }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['official-desk'] }),
    meta: { quiet: true },
  })
}

/** Who answers in the official tool, by the platform's answer of now. */
export function useOfficialAgents(account: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => officialPeopleKey(toValue(account))),
    queryFn: () => answer<OfficialAgents>(http.GET('/accounts/{id}/official-agents', { params: { path: { id: toValue(account) } } })),
    enabled: computed(() => toValue(account) !== 0),
    staleTime: 30_000,
    retry: false,
  })
}

export function useAddOfficialAgent() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ account, wx }: { account: number; wx: string }) =>
      answer<OfficialAgents>(http.POST('/accounts/{id}/official-agents', { params: { path: { id: account } }, body: { wx } })),
    onSuccess: (people, { account }) => client.setQueryData(officialPeopleKey(account), people),
    meta: { quiet: true },
  })
}

export function useRemoveOfficialAgent() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ account, openid }: { account: number; openid: string }) =>
      answer<OfficialAgents>(http.DELETE('/accounts/{id}/official-agents/{openid}', { params: { path: { id: account, openid } } })),
    onSuccess: (people, { account }) => client.setQueryData(officialPeopleKey(account), people),
    onError: (_problem, { account }) => client.invalidateQueries({ queryKey: officialPeopleKey(account) }),
    meta: { quiet: true },
  })
}
