import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { agentsKey, fetchAgents } from '@/api/agents'
import { useSession } from '@/api/session'
import { useTeams } from '@/api/teams'
import type { Agent, Conversation } from '@/api/types'

/** Whether I may take this conversation from the agent who has it: they are not there, or I lead them or the desk. */
export function useMayTakeOver(conversation: () => Conversation) {
  const { me, isAdmin } = useSession()
  const agents = useQuery({ queryKey: agentsKey, queryFn: fetchAgents }).data
  const { data: teams } = useTeams()

  /** I lead the team it is in, or one that its agent is in. */
  const leads = computed(() =>
    (teams.value ?? []).some(({ id, members }) => {
      const lead = members.some((m) => m.agent_id === me.value?.id && m.lead)
      return lead && (id === conversation().team_id || members.some((m) => m.agent_id === conversation().agent?.id))
    }),
  )
  return computed(() => {
    const { status, agent } = conversation()
    if (status !== 'open' || !agent || agent.id === me.value?.id) return false
    const seat = agents.value?.items.find(({ id }) => id === agent.id)
    return isAdmin.value || leads.value || (seat !== undefined && absent(seat))
  })
}

/** No console of theirs is open, or they said themselves that they are away. */
const absent = ({ there, status, status_at }: Agent) => !there || (status_at > 0 && (status === 'away' || status === 'offline'))
