import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import { membersChanged } from './members'
import type { Agent, Role } from './types'

export const agentsKey = ['agents'] as const

export const fetchAgents = () => answer<Items<Agent>>(http.GET('/agents'))

export function useAgents() {
  return useQuery({
    queryKey: agentsKey,
    queryFn: fetchAgents,
    select: (data) => data.items,
    staleTime: 0,
  })
}

/** Says which member of a company a person is; an empty userid: none. */
export function useLinkAgent() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, account, userid }: { id: number; account: number; userid: string }) =>
      answer<Agent>(http.PUT('/agents/{id}/member', { params: { path: { id } }, body: { userid, ...(userid && { account_id: account }) } })),
    onSuccess: (agent) => {
      client.setQueryData<Items<Agent>>(agentsKey, (data) => placeItem(data, agent.id, agent))
      membersChanged(client)
    },
    meta: { quiet: true },
  })
}

/** Adds an agent; the answer carries the one-time link that sets their password. */
export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; email: string; role: Role }) =>
      answer<{ agent: Agent; link: string }>(http.POST('/agents', { body })),
    onSuccess: ({ agent }) => client.setQueryData<Items<Agent>>(agentsKey, (data) => placeItem(data, agent.id, agent)),
    meta: { quiet: true },
  })
}
