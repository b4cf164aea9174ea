import type { QueryClient } from '@tanstack/vue-query'
import { accountsKey } from './accounts'
import { channelsKey } from './channels'
import { conversationKey, conversationsKey, messagesKey, type ConversationList } from './conversations'
import { customerKey, newestCustomer, type CustomerFilter, type CustomerList } from './customers'
import type { Change } from './events'
import { placeItem, type Items } from './items'
import { membersChanged } from './members'
import { placeRow } from './place'
import { patchPool } from './pools'
import { quickRepliesKey } from './quickReplies'
import { patchTemp } from './temp'
import { staleSoon } from './stale'
import { rebuildsKey } from './rebuild'
import { placeMessage, type ThreadPages } from './thread'
import type { Account, Channel, Conversation, Customer, CustomerDetail, ListName, QuickReply } from './types'
import { placeWay } from './ways'

const lists: ListName[] = ['waiting', 'mine', 'all']

export const longestWaiting = (a: Conversation, b: Conversation) => a.waiting_since - b.waiting_since || a.id - b.id
export const newestMessage = (a: Conversation, b: Conversation) => b.last_message_at - a.last_message_at || b.id - a.id

/** Whether a conversation stands in a list of this agent. */
export function inList(row: Conversation, list: ListName, me: number): boolean {
  if (list === 'waiting') return row.status === 'waiting'
  if (list === 'mine') return row.status === 'open' && row.agent?.id === me
  return true
}

/** Applies one change of the stream to everything already fetched; nothing is fetched again. */
export function patch(client: QueryClient, change: Change, me: number) {
  switch (change.kind) {
    case 'conversation':
      return patchConversation(client, change.id, change.row, me)
    case 'message':
      if (change.row) {
        client.setQueryData<ThreadPages>(messagesKey(change.row.conversation_id), (data) =>
          data && placeMessage(data, change.id, change.row),
        )
      }
      return
    case 'way':
      return placeWay(client, change.id, change.row)
    case 'customer':
      return patchCustomer(client, change.id, change.row)
    case 'channel':
      return void client.setQueryData<Items<Channel>>(channelsKey, (d) => placeItem(d, change.id, change.row))
    case 'account':
      return void client.setQueryData<Items<Account>>(accountsKey, (d) => placeItem(d, change.id, change.row))
    case 'quick_reply':
      return void client.setQueryData<Items<QuickReply>>(quickRepliesKey, (d) => placeItem(d, change.id, change.row))
    case 'pool':
      return patchPool(client, change.id, change.row)
    case 'temp_chat':
      return patchTemp(client, change.id, change.row)
    case 'reconciliation':
    case 'drift':
    case 'drift_run':
    case 'quota':
      return staleSoon(client, change.kind)
    case 'folder':
    case 'label':
    case 'view': // sent without a row
      return void client.invalidateQueries({ queryKey: [`${change.kind}s`] })
    case 'member': // sent without a row
      return membersChanged(client)
    case 'rebuild':
      return void client.invalidateQueries({ queryKey: rebuildsKey })
  }
}

function patchConversation(client: QueryClient, id: number, row: Conversation | null, me: number) {
  for (const list of lists) {
    client.setQueryData<ConversationList>(conversationsKey(list), (data) =>
      data && placeRow(data, id, row, {
        belongs: row !== null && inList(row, list, me),
        order: list === 'waiting' ? longestWaiting : newestMessage,
      }),
    )
  }
  if (!row) return
  client.setQueryData<Conversation>(conversationKey(id), row)
  client.setQueryData<CustomerDetail>(customerKey(row.customer.id), (data) => {
    if (!data) return data
    const others = (data.conversations ?? []).filter((conversation) => conversation.id !== id)
    return { ...data, conversations: [row, ...others].sort(newestMessage) }
  })
}

function patchCustomer(client: QueryClient, id: number, row: Customer | null) {
  for (const [key, data] of client.getQueriesData<CustomerList>({ queryKey: ['customers'] })) {
    if (!data) continue
    const { q, channel } = key[1] as CustomerFilter
    const belongs = channel === 0 || row?.attribution?.channel_id === channel
    client.setQueryData(key, placeRow(data, id, row, { belongs, insert: q === '', order: newestCustomer }))
  }
  if (!row) return
  // The row has no history; the page that shows it asks for the new one.
  client.setQueryData<CustomerDetail>(customerKey(id), (data) => data && { ...data, ...row })
  void client.invalidateQueries({ queryKey: customerKey(id) })
}
