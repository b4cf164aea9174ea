import type { QueryClient } from '@tanstack/vue-query'
import { conversationKey, type ConversationList } from '@/api/conversations'
import type { Change } from '@/api/events'
import { viewerOf } from '@/api/teams'
import type { Action, Conversation } from '@/api/types'
import { call } from '@/app/alerts'
import { serverNow } from '@/app/clock'
import { tr } from '@/app/i18n'
import { remark } from '@/app/notices'
import { handedTo } from './handed'
import { previewText } from './preview'

/** What happened longer ago than this is no news: a stream that was away tells old things. */
const news = 60_000

/** An action and its conversation's row come at once, in either order. */
const together = 150

/** The newest message of a customer that was rung for, by conversation. */
const heard = new Map<number, number>()

/** The rows that were told last, for an action has none. */
const told = new Map<number, Conversation>()
const toldMost = 200

/** Rings when a customer rings or writes to this agent, and when others hand them a conversation. Called before the change is put in its place. */
export function ringFor(client: QueryClient, change: Change, me: number) {
  if (!change.row) return
  if (change.kind === 'action') return actionRings(client, change.row, me)
  if (change.kind === 'conversation') messageRings(client, change.row, me)
}

function messageRings(client: QueryClient, row: Conversation, me: number) {
  const before = Math.max(heard.get(row.id) ?? 0, known(client, row.id)?.last_inbound_at ?? 0)
  remember(row)
  if (row.last_inbound_at <= before || serverNow() - row.last_inbound_at > news) return
  heard.set(row.id, row.last_inbound_at)
  const mine = row.status === 'open' && row.agent?.id === me
  if (row.status !== 'waiting' && !mine) return
  if (mine && looking(row.id)) return
  call({ title: tr(mine ? 'desk.rangMine' : 'desk.rang', named(row)), text: previewText(row.preview, tr), conversation: row.id })
}

function actionRings(client: QueryClient, action: Action, me: number) {
  if (serverNow() - action.at > news) return
  window.setTimeout(() => {
    const row = told.get(action.conversation_id)
    const whose = row && handedTo(action, row, viewerOf(client, me))
    if (!whose || looking(row.id)) return
    const words = tr(whose === 'mine' ? 'desk.handedMine' : 'desk.handedTeam', named(row))
    call({ title: words, text: action.text || previewText(row.preview, tr), conversation: row.id })
    // What is given out by a rule comes all day, and stands in the list.
    if (action.kind !== 'assigned') remark(words, `/inbox/${row.id}`)
  }, together)
}

function remember(row: Conversation) {
  told.delete(row.id)
  told.set(row.id, row)
  if (told.size > toldMost) told.delete(told.keys().next().value!)
}

const named = (row: Conversation) => ({ name: row.customer.name || tr('panel.unknown') })
const looking = (id: number) => location.pathname === `/inbox/${id}` && document.hasFocus()

function known(client: QueryClient, id: number): Conversation | undefined {
  const one = client.getQueryData<Conversation>(conversationKey(id))
  if (one) return one
  const lists = client.getQueriesData<ConversationList>({ queryKey: ['conversations'] })
  return lists.flatMap(([, data]) => data?.pages.slice(0, 2).flatMap((page) => page.items) ?? []).find((row) => row.id === id)
}
