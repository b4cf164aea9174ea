import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { agentsKey, fetchAgents } from './agents'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import { useSession } from './session'
import { teamsKey } from './teams'
import type { Agent, AgentEdit, Assignment, AssignmentSetting, Team, TeamMember } from './types'

export type Presence = Agent['status']

const assignmentKey = (account: number) => ['assignment', account] as const

function usePlaceAgent() {
  const client = useQueryClient()
  return (agent: Agent) => void client.setQueryData<Items<Agent>>(agentsKey, (data) => placeItem(data, agent.id, agent))
}

export function useEditAgent() {
  const place = usePlaceAgent()
  return useMutation({
    mutationFn: ({ id, ...body }: AgentEdit & { id: number }) => answer<Agent>(http.PATCH('/agents/{id}', { params: { path: { id } }, body })),
    onSuccess: place,
    meta: { quiet: true },
  })
}

/** Another one-time link by which somebody chooses a password. */
export function useNewLink() {
  return useMutation({
    mutationFn: (id: number) => answer<{ link: string }>(http.POST('/agents/{id}/link', { params: { path: { id } } })),
    meta: { quiet: true },
  })
}

/** My own place at the desk; undefined until it is known. */
export function useMySeat() {
  const { me } = useSession()
  const query = useQuery({ queryKey: agentsKey, queryFn: fetchAgents })
  return computed(() => query.data.value?.items.find((agent) => agent.id === me.value?.id))
}

export function useSetStatus() {
  const place = usePlaceAgent()
  return useMutation({ mutationFn: (status: Presence) => answer<Agent>(http.PUT('/me/status', { body: { status } })), onSuccess: place })
}

export function useSetTake() {
  const place = usePlaceAgent()
  return useMutation({ mutationFn: (body: { below: number; more: number }) => answer<Agent>(http.PUT('/me/take', { body })), onSuccess: place })
}

export function useSaveTeam() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number; name: string; members: TeamMember[] }) =>
      id === undefined ? answer<Team>(http.POST('/teams', { body })) : answer<Team>(http.PUT('/teams/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => {
      client.setQueryData<Items<Team>>(teamsKey, (data) => placeItem(data, row.id, row))
      void client.invalidateQueries({ queryKey: agentsKey })
    },
    meta: { quiet: true },
  })
}

export function useRemoveTeam() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/teams/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) => {
      client.setQueryData<Items<Team>>(teamsKey, (data) => placeItem(data, id, null))
      void client.invalidateQueries({ queryKey: agentsKey })
    },
  })
}

/** Who gets an account's conversations; 0: what applies to all that have none of their own. */
export function useAssignment(account: Ref<number>) {
  return useQuery({
    queryKey: computed(() => assignmentKey(account.value)),
    queryFn: () => answer<AssignmentSetting>(http.GET('/assignment', { params: { query: { account: account.value } } })),
  })
}

export function useSaveAssignment() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ account, plan }: { account: number; plan: Assignment | null }) => {
      const params = { query: { account } }
      return plan ? answer<AssignmentSetting>(http.PUT('/assignment', { params, body: plan })) : answer<AssignmentSetting>(http.DELETE('/assignment', { params }))
    },
    onSuccess: (_setting, { account }) =>
      client.invalidateQueries({ queryKey: account ? assignmentKey(account) : ['assignment'] }),
    meta: { quiet: true },
  })
}
