import { QueryClient } from '@tanstack/vue-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { teamsKey } from '@/api/teams'
import type { Action, Conversation } from '@/api/types'
import { ringFor } from './ring'

const { calls } = vi.hoisted(() => ({ calls: [] as { title: string; text: string }[] }))
vi.mock('@/app/alerts', () => ({ call: (one: { title: string; text: string }) => calls.push(one) }))

const client = new QueryClient()
client.setQueryData(teamsKey, { items: [{ id: 7, members: [{ agent_id: 1, lead: false }] }] })

let id = 0
beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('location', { pathname: '/channels' })
  vi.stubGlobal('document', { hasFocus: () => true })
  calls.splice(0)
  id++
})

const row = (over: Partial<Conversation>) =>
  ({ id, status: 'open', agent: { id: 1, name: '林晓' }, team_id: 0, last_inbound_at: Date.now() - 3_600_000, preview: { kind: 'text', text: '在吗', direction: 'in' }, customer: { id: 3, name: '陈晨' }, ...over }) as Conversation
const action = (over: Partial<Action> = {}) =>
  ({ id: 9, conversation_id: id, at: Date.now(), kind: 'transferred', actor: { kind: 'agent', id: 2, name: '周宁' }, agent: null, team_id: 0, text: '', ...over }) as Action
const rowComes = (over: Partial<Conversation>) => ringFor(client, { kind: 'conversation', id, row: row(over) }, 1)
const actionComes = (over?: Partial<Action>) => ringFor(client, { kind: 'action', id: 9, row: action(over) }, 1)

test('a customer handed to me rings though they wrote long ago, whatever comes first', () => {
  actionComes({ text: '这位要发票' })
  rowComes({})
  vi.runAllTimers()
  expect(calls).toMatchObject([{ title: '陈晨 的会话转给你了', text: '这位要发票' }])
  id++
  rowComes({})
  actionComes()
  vi.runAllTimers()
  expect(calls).toHaveLength(2)
})

test('one handed to my team rings, one for another team does not', () => {
  rowComes({ status: 'waiting', agent: null, team_id: 7 })
  actionComes({ team_id: 7 })
  vi.runAllTimers()
  expect(calls.map((c) => c.title)).toEqual(['陈晨 的会话等你接入'])
  id++
  rowComes({ status: 'waiting', agent: null, team_id: 8 })
  actionComes({ team_id: 8 })
  vi.runAllTimers()
  expect(calls).toHaveLength(1)
})

test('what was handed over while the stream was away, or is being looked at, does not ring', () => {
  rowComes({})
  actionComes({ at: Date.now() - 120_000 })
  vi.stubGlobal('location', { pathname: `/inbox/${id}` })
  actionComes()
  vi.runAllTimers()
  expect(calls).toEqual([])
})

test('a message rings once, and a customer who waits rings for everybody', () => {
  rowComes({ status: 'waiting', agent: null, last_inbound_at: Date.now() })
  rowComes({ status: 'waiting', agent: null, last_inbound_at: Date.now(), unread: 2 })
  expect(calls.map((c) => c.title)).toEqual(['陈晨 在等你接入'])
  id++
  rowComes({ agent: { id: 2, name: '周宁' }, last_inbound_at: Date.now() })
  expect(calls).toHaveLength(1)
})
