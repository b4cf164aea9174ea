import { computed } from 'vue'
import { useAgents } from '@/api/agents'
import { useSession } from '@/api/session'
import { useTeams } from '@/api/teams'
import type { Agent, Team } from '@/api/types'

/** Whose work somebody sees, as the server grants it: an admin everybody's, a lead that of their teams, others their own. */
export interface Whose {
  reach: 'all' | 'teams' | 'own'
  teams: { id: number; name: string }[]
  agents: { id: number; name: string }[]
}

export function whoseWork(me: { id: number; role: string }, teams: Team[], agents: Agent[]): Whose {
  const invited = (agent: Agent) => agent.invited && !agent.open
  if (me.role === 'admin') return { reach: 'all', teams, agents: agents.filter((agent) => !invited(agent)) }
  const led = teams.filter((team) => team.members.some((member) => member.agent_id === me.id && member.lead))
  if (led.length === 0) return { reach: 'own', teams: [], agents: [] }
  const people = new Set([me.id, ...led.flatMap((team) => team.members.map((member) => member.agent_id))])
  return { reach: 'teams', teams: led, agents: agents.filter((agent) => people.has(agent.id) && !invited(agent)) }
}

export function useWhose() {
  const { me } = useSession()
  const { data: teams } = useTeams()
  const { data: agents } = useAgents()
  return computed(() => whoseWork(me.value ?? { id: 0, role: 'agent' }, teams.value ?? [], agents.value ?? []))
}
