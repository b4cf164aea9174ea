import { expect, test } from 'vitest'
import type { Action, Conversation } from '@/api/types'
import { handedTo } from './handed'

const me = { me: 1, teams: [7], mates: [1, 2] }
const colleague = { kind: 'agent', id: 2, name: '周宁' }
const action = (part: Partial<Action>) => ({ kind: 'transferred', actor: colleague, agent: null, team_id: 0, text: '', ...part }) as Action
const open = (agent: number) => ({ status: 'open', agent: { id: agent, name: '' }, team_id: 0 }) as Conversation
const waiting = (team = 0) => ({ status: 'waiting', agent: null, team_id: team }) as Conversation

test('what others hand to me is mine', () => {
  expect(handedTo(action({}), open(1), me)).toBe('mine')
  expect(handedTo(action({ kind: 'assigned', actor: { kind: 'rule', id: 0, name: 'assignment' } }), open(1), me)).toBe('mine')
  expect(handedTo(action({}), open(2), me)).toBeNull()
})

test('what goes back to waiting is for everybody, or for a team', () => {
  expect(handedTo(action({ kind: 'returned', agent: { id: 2, name: '' } }), waiting(), me)).toBe('waiting')
  expect(handedTo(action({ team_id: 7 }), waiting(7), me)).toBe('waiting')
  expect(handedTo(action({ team_id: 8 }), waiting(8), me)).toBeNull()
})

test('nobody is rung for what they did themselves, or lost', () => {
  const mine = { kind: 'agent', id: 1, name: '林晓' } as const
  expect(handedTo(action({ kind: 'accepted', actor: mine }), open(1), me)).toBeNull()
  expect(handedTo(action({ kind: 'took_over', actor: mine }), open(1), me)).toBeNull()
  expect(handedTo(action({ kind: 'returned', actor: mine }), waiting(), me)).toBeNull()
  expect(handedTo(action({ kind: 'returned', actor: { kind: 'rule', id: 0, name: 'takeover' }, agent: { id: 1, name: '' } }), waiting(), me)).toBeNull()
})

test('what has gone on since is no news', () => {
  expect(handedTo(action({}), { ...open(1), status: 'closed' }, me)).toBeNull()
  expect(handedTo(action({ kind: 'returned' }), open(2), me)).toBeNull()
  expect(handedTo(action({ kind: 'noted' }), open(1), me)).toBeNull()
})
