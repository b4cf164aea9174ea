import type { QueryClient } from '@tanstack/vue-query'
import { accountsKey } from './accounts'
import { botsKey } from './bots'
import { placeChannel } from './channels'
import { actionsKey, mentionsKey } from './actions'
import { conversationKey, messagesKey, type ConversationList } from './conversations'
import { customerKey, newestCustomer, type CustomerFilter, type CustomerList } from './customers'
import { agentsKey } from './agents'
import type { Change } from './events'
import { placeItem, type Items } from './items'
import { inList, newestMessage, orderOf, type InboxFilter } from './inbox'
import { type CustomerField, customerFieldsKey } from './customerFields'
import { deskSettingKey } from './deskSettings'
import { materialsKey } from './materials'
import { officialPeopleKey } from './official'
import { type DeskTag, deskTagsKey } from './deskTags'
import { membersChanged } from './members'
import { placeRow } from './place'
import { patchPool } from './pools'
import { newestPressesKey } from './presses'
import { quickFoldersKey } from './quickFolders'
import { quickRepliesKey } from './quickReplies'
import { patchTemp } from './temp'
import { staleSoon } from './stale'
import { rebuildsKey } from './rebuild'
import { rulesKey } from './rules'
import { placeMessage, type ThreadPages } from './thread'
import { teamsKey, viewerOf } from './teams'
import { wallStale } from './wall'
import type { Account, Action, Agent, Conversation, Customer, CustomerDetail } from './types'
import { wayKitKey } from './wayKit'
import { placeWay } from './ways'

/** Applies one change of the stream to everything already fetched; nothing is fetched again. */
export function patch(client: QueryClient, change: Change, me: number) {
  if (['conversation', 'action', 'agent', 'team', 'account'].includes(change.kind)) wallStale(client)
  patchInbox(client, change, me)
  switch (change.kind) {
    case 'mention':
      return void client.invalidateQueries({ queryKey: mentionsKey })
    case 'team':
      return void client.invalidateQueries({ queryKey: teamsKey })
    case 'press':
      staleSoon(client, 'presses')
      return void client.invalidateQueries({ queryKey: newestPressesKey(change.row?.way_id ?? 0) })
    case 'way':
      void client.invalidateQueries({ queryKey: wayKitKey(change.id) })
      return placeWay(client, change.id, change.row)
    case 'customer':
      return patchCustomer(client, change.id, change.row)
    case 'channel':
      return placeChannel(client, change.id, change.row)
    case 'account':
      return void client.setQueryData<Items<Account>>(accountsKey, (d) => placeItem(d, change.id, change.row))
    case 'agent':
      return void client.setQueryData<Items<Agent>>(agentsKey, (d) => placeItem(d, change.id, change.row))
    case 'desk_setting':
      return void client.invalidateQueries({ predicate: ({ queryKey }) => ['assignment', 'official-desk', deskSettingKey, 'figures'].includes(String(queryKey[0])) })
    case 'official_agent':
      return void client.invalidateQueries({ queryKey: officialPeopleKey(change.id) })
    case 'material':
      return void client.invalidateQueries({ queryKey: materialsKey })
    case 'rule':
      return void client.invalidateQueries({ queryKey: rulesKey })
    case 'bot':
      return void client.invalidateQueries({ queryKey: botsKey })
    case 'quick_reply':
      return void client.invalidateQueries({ predicate: ({ queryKey }) => [quickRepliesKey[0], quickFoldersKey[0]].includes(String(queryKey[0]) as 'quick-replies') })
    case 'desk_tag':
      return void client.setQueryData<Items<DeskTag>>(deskTagsKey, (d) => placeItem(d, change.id, change.row))
    case 'customer_field':
      return void client.setQueryData<Items<CustomerField>>(customerFieldsKey, (d) => placeItem(d, change.id, change.row))
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

/** Applies a change of a conversation or of what was said and done in it. Applied again it changes nothing. */
export function patchInbox(client: QueryClient, change: Change, me: number) {
  if (change.kind === 'conversation') patchConversation(client, change.id, change.row, me)
  else if (change.kind === 'action' && change.row) patchAction(client, change.row)
  else if (change.kind === 'message' && change.row) {
    client.setQueriesData<ThreadPages>({ queryKey: messagesKey(change.row.conversation_id) }, (data) =>
      data && placeMessage(data, change.id, change.row),
    )
  }
}

function patchConversation(client: QueryClient, id: number, row: Conversation | null, me: number) {
  const viewer = viewerOf(client, me)
  for (const [key, data] of client.getQueriesData<ConversationList>({ queryKey: ['conversations'] })) {
    if (!data) continue
    const filter = key[1] as InboxFilter
    client.setQueryData(key, placeRow(data, id, row, { belongs: row !== null && inList(row, filter, viewer), order: orderOf(filter, Date.now()) }))
  }
  if (!row) return
  client.setQueryData<Conversation>(conversationKey(id), row)
  client.setQueryData<CustomerDetail>(customerKey(row.customer.id), (data) => {
    if (!data) return data
    const others = (data.conversations ?? []).filter((conversation) => conversation.id !== id)
    return { ...data, conversations: [row, ...others].sort(newestMessage) }
  })
}

function patchAction(client: QueryClient, row: Action) {
  client.setQueryData<Items<Action>>(actionsKey(row.conversation_id), (data) => placeItem(data, row.id, row))
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
