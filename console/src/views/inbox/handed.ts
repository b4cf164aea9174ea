import type { Viewer } from '@/api/inbox'
import type { Action, Conversation } from '@/api/types'

/** Whether an action of somebody else gave this agent a conversation, or lets them accept it; the row is as it is after it. */
export function handedTo(action: Action, row: Conversation, { me, teams }: Viewer): 'mine' | 'waiting' | null {
  const { kind, actor, agent } = action
  if (!['assigned', 'transferred', 'returned'].includes(kind) || (actor.kind === 'agent' && actor.id === me)) return null
  if (row.status === 'open') return kind !== 'returned' && row.agent?.id === me ? 'mine' : null
  // Who left it to others knows, or is not there.
  if (row.status !== 'waiting' || (kind === 'returned' && agent?.id === me)) return null
  return row.team_id === 0 || teams.includes(row.team_id) ? 'waiting' : null
}
