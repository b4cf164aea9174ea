import { useQuery, type QueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import type { Viewer } from './inbox'
import type { Items } from './items'
import type { Team } from './types'

export const teamsKey = ['teams'] as const

export function useTeams() {
  return useQuery({
    queryKey: teamsKey,
    queryFn: () => answer<Items<Team>>(http.GET('/teams')),
    select: (data) => data.items,
  })
}

/** Whose conversations are those of an agent's teams. */
export function viewerOf(client: QueryClient, me: number): Viewer {
  const all = client.getQueryData<Items<Team>>(teamsKey)?.items ?? []
  const mine = all.filter((team) => team.members.some((member) => member.agent_id === me))
  return { me, teams: mine.map((team) => team.id), mates: [...new Set(mine.flatMap((team) => team.members.map((m) => m.agent_id)))] }
}
