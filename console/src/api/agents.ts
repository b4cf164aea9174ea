import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Agent, Role } from './types'

const agentsKey = ['agents'] as const

export function useAgents() {
  return useQuery({
    queryKey: agentsKey,
    queryFn: () => answer<Items<Agent>>(http.GET('/agents')),
    select: (data) => data.items,
    staleTime: 0,
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
