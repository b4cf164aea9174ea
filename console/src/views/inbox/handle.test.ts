import { expect, test } from 'vitest'
import type { Conversation } from '@/api/types'
import { mayHandle } from './handle'

const row = (status: Conversation['status'], agent = 0) => ({ status, agent: agent ? { id: agent, name: '' } : null }) as Conversation

test('anybody may hand on or end what nobody has, and what is theirs', () => {
  expect(mayHandle(row('waiting'), 1, false)).toBe(true)
  expect(mayHandle(row('open', 1), 1, false)).toBe(true)
  expect(mayHandle(row('open', 2), 1, false)).toBe(false)
  expect(mayHandle(row('official'), 1, false)).toBe(false)
})

test('admins may with all that goes on, and nobody with what is over', () => {
  expect(mayHandle(row('open', 2), 1, true)).toBe(true)
  expect(mayHandle(row('official'), 1, true)).toBe(true)
  expect(mayHandle(row('closed', 1), 1, true)).toBe(false)
})
