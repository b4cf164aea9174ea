import type { Conversation } from './types'

export const listNames = ['waiting', 'mine', 'team', 'all', 'closed'] as const
export type ListName = (typeof listNames)[number]

export const orders = ['newest', 'waiting', 'closing'] as const
export type Order = (typeof orders)[number]

/** Which conversations, in which order. What is left out is anything. */
export interface InboxFilter {
  list: ListName
  order?: Order
  account?: number
  agent?: number
  team?: number
  tag?: number
  awaiting?: true
  unread?: true
}

/** Who looks, and whose conversations are their team's. */
export interface Viewer {
  me: number
  teams: number[]
  mates: number[]
}

/** Whether a conversation stands in a list. */
export function inList(row: Conversation, filter: InboxFilter, viewer: Viewer): boolean {
  return listed(row, filter.list, viewer) && fits(row, filter)
}

function listed(row: Conversation, list: ListName, { me, teams, mates }: Viewer): boolean {
  if (list === 'closed') return row.status === 'closed'
  if (row.status === 'closed') return false
  if (list === 'waiting') return row.status === 'waiting'
  if (list === 'mine') return row.status === 'open' && row.agent?.id === me
  if (list === 'team') return teams.includes(row.team_id) || (row.agent !== null && mates.includes(row.agent.id))
  return true
}

function fits(row: Conversation, { account, agent, team, tag, awaiting, unread }: InboxFilter): boolean {
  return (
    (!account || row.account_id === account) && (!agent || row.agent?.id === agent) && (!team || row.team_id === team) &&
    (!tag || row.tags.includes(tag) || row.customer.tags.includes(tag)) && (!awaiting || row.awaiting_since > 0) && (!unread || row.unread > 0)
  )
}

type Compare = (a: Conversation, b: Conversation) => number

export const newestMessage: Compare = (a, b) => b.last_message_at - a.last_message_at || b.id - a.id

const longestWaiting: Compare = (a, b) => a.waiting_since - b.waiting_since || a.id - b.id

/** Who has waited longest for an answer, then those who wait for none. */
const longestAwaiting: Compare = (a, b) => {
  if (a.awaiting_since > 0 && b.awaiting_since > 0) return a.awaiting_since - b.awaiting_since || a.id - b.id
  return b.awaiting_since - a.awaiting_since || newestMessage(a, b)
}

/** Whose reply window ends soonest, then those whose has ended. */
const soonestClosing = (now: number): Compare => (a, b) => {
  const [left, right] = [a.window.ends_at > now, b.window.ends_at > now]
  if (left && right) return a.last_inbound_at - b.last_inbound_at || a.id - b.id
  return Number(right) - Number(left) || b.last_inbound_at - a.last_inbound_at || b.id - a.id
}

/** How a list is ordered: as the server orders it. */
export function orderOf({ list, order }: InboxFilter, now: number): Compare {
  const wanted = list === 'closed' ? 'newest' : (order ?? (list === 'waiting' ? 'waiting' : 'newest'))
  if (wanted === 'closing') return soonestClosing(now)
  if (wanted === 'newest') return newestMessage
  return list === 'waiting' ? longestWaiting : longestAwaiting
}
