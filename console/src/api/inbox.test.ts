import { expect, test } from 'vitest'
import { inList, orderOf, type InboxFilter } from './inbox'
import type { Conversation } from './types'

const viewer = { me: 1, teams: [5], mates: [1, 2] }

function row(over: Partial<Conversation>): Conversation {
  const window = { limit: 5, used: 0, left: 5, ends_at: 1000, open: true, by_entry: false }
  return { id: 1, status: 'open', agent: null, team_id: 0, account_id: 9, tags: [], unread: 0, awaiting_since: 0, waiting_since: 0, last_inbound_at: 0, last_message_at: 0, window, ...over, customer: { id: 3, name: '陈晨', avatar: '', tags: [4] } } as Conversation
}
const agent = (id: number) => ({ id, name: '林晓' })

test('lists hold what the server puts into them', () => {
  const holds = (list: InboxFilter['list'], over: Partial<Conversation>) => inList(row(over), { list }, viewer)
  expect(holds('waiting', { status: 'waiting' })).toBe(true)
  expect(holds('mine', { agent: agent(1) })).toBe(true)
  expect(holds('mine', { agent: agent(2) })).toBe(false)
  expect(holds('team', { agent: agent(2) })).toBe(true)
  expect(holds('team', { status: 'waiting', team_id: 5 })).toBe(true)
  expect(holds('team', { agent: agent(3) })).toBe(false)
  expect(holds('all', { status: 'closed' })).toBe(false)
  expect(holds('closed', { status: 'closed' })).toBe(true)
})

test('filters look at the row, and at the customer for tags', () => {
  const fits = (filter: Partial<InboxFilter>, over: Partial<Conversation> = {}) => inList(row(over), { list: 'all', ...filter }, viewer)
  expect(fits({ tag: 4 })).toBe(true)
  expect(fits({ tag: 8 })).toBe(false)
  expect(fits({ tag: 8 }, { tags: [8] })).toBe(true)
  expect(fits({ account: 9, awaiting: true }, { awaiting_since: 7 })).toBe(true)
  expect(fits({ account: 9, awaiting: true })).toBe(false)
})

const ordered = (filter: InboxFilter, ...rows: Partial<Conversation>[]) => rows.map((over, i) => row({ id: i + 1, ...over })).sort(orderOf(filter, 500)).map((r) => r.id)

test('who waits for an answer comes first, the rest by the newest message', () => {
  const rows = [{ last_message_at: 10 }, { awaiting_since: 8 }, { last_message_at: 20 }, { awaiting_since: 3 }]
  expect(ordered({ list: 'mine', order: 'waiting' }, ...rows)).toEqual([4, 2, 3, 1])
})

test('whose window ends soonest comes first, those that are shut last', () => {
  const ends = (at: number) => ({ last_inbound_at: at - 300, window: { limit: 5, used: 0, left: 5, ends_at: at, open: true, by_entry: false } })
  expect(ordered({ list: 'all', order: 'closing' }, ends(900), ends(400), ends(600), ends(450))).toEqual([3, 1, 4, 2])
})
