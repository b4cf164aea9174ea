import type { Viewer } from '@/api/inbox'
import type { Conversation } from '@/api/types'

/** How long before its end an unanswered reply window rings. */
const soon = 30 * 60_000

/** Those whose reply window is about to close and who are this agent's turn: theirs, or waiting where they may accept. */
export function closesSoon(rows: Conversation[], at: number, { me, teams }: Viewer): Conversation[] {
  return rows.filter(({ status, agent, team_id, awaiting_since, window }) => {
    const turn = status === 'waiting' ? team_id === 0 || teams.includes(team_id) : status === 'open' && agent?.id === me
    const rest = window.ends_at - at
    return turn && awaiting_since > 0 && window.open && !window.by_entry && rest > 0 && rest <= soon
  })
}
