import { expect, test } from 'vitest'
import type { Reminder } from '@/api/events'
import { isFor } from './reminded'

const me = { me: 1, teams: [7], mates: [1, 2] }
const reminder = (part: Partial<Reminder>) => ({ agent_id: 0, team_id: 0, leads: [], level: 1, ...part }) as unknown as Reminder

test('whoever has the conversation is reminded, and nobody else', () => {
  expect(isFor(reminder({ agent_id: 1 }), me, false)).toBe('turn')
  expect(isFor(reminder({ agent_id: 2 }), me, true)).toBeNull()
})

test('while nobody has it, all who may accept it are', () => {
  expect(isFor(reminder({}), me, false)).toBe('turn')
  expect(isFor(reminder({ team_id: 7 }), me, false)).toBe('turn')
  expect(isFor(reminder({ team_id: 8 }), me, true)).toBeNull()
})

test('later the leads hear of it, and admins where there are none', () => {
  expect(isFor(reminder({ agent_id: 2, level: 2, leads: [1] }), me, false)).toBe('lead')
  expect(isFor(reminder({ agent_id: 2, level: 2, leads: [3] }), me, true)).toBeNull()
  expect(isFor(reminder({ agent_id: 2, level: 2 }), me, true)).toBe('lead')
  expect(isFor(reminder({ agent_id: 2, level: 2 }), me, false)).toBeNull()
})
