import type { Reminder } from '@/api/events'
import type { Viewer } from '@/api/inbox'

/** Whom a reminder is for: whose turn it is, or all who may accept; later the leads, and the admins where a team has none. */
export function isFor(reminder: Reminder, viewer: Viewer, isAdmin: boolean): 'turn' | 'lead' | null {
  const { agent_id: agent, team_id: team, level, leads } = reminder
  if (agent ? agent === viewer.me : team === 0 || viewer.teams.includes(team)) return 'turn'
  return level > 1 && (leads.length ? leads.includes(viewer.me) : isAdmin) ? 'lead' : null
}
