import { expect, test } from 'vitest'
import type { Conversation } from '@/api/types'
import { closesSoon } from './closes'

const minute = 60_000
const me = { me: 1, teams: [7], mates: [1, 2] }
const row = (over: Partial<Conversation>, rest = 20 * minute, by_entry = false) =>
  ({ id: 1, status: 'open', agent: { id: 1, name: '' }, team_id: 0, awaiting_since: 5, window: { open: true, by_entry, ends_at: rest, limit: 5, used: 0, left: 5 }, ...over }) as Conversation
const rings = (...of: Parameters<typeof row>) => closesSoon([row(...of)], 0, me).length === 1

test('mine rings, and who waits for somebody to accept', () => {
  expect(rings({})).toBe(true)
  expect(rings({ status: 'waiting', agent: null })).toBe(true)
  expect(rings({ status: 'waiting', agent: null, team_id: 7 })).toBe(true)
})

test('what is the turn of others does not', () => {
  expect(rings({ agent: { id: 2, name: '' } })).toBe(false)
  expect(rings({ status: 'waiting', agent: null, team_id: 8 })).toBe(false)
  expect(rings({ status: 'closed' })).toBe(false)
})

test('only a question that runs out within half an hour does', () => {
  expect(rings({ awaiting_since: 0 })).toBe(false)
  expect(rings({}, 31 * minute)).toBe(false)
  expect(rings({}, 0)).toBe(false)
  expect(rings({}, 20_000, true)).toBe(false)
})
