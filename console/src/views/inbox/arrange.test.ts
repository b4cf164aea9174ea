import { expect, test } from 'vitest'
import type { Action, Message } from '@/api/types'
import { arrange, doneAfter, parts } from './arrange'

const message = (id: number, at = id * 1000): Message => ({ id, conversation_id: 1, direction: 'in', kind: 'text', text: '', media: null, agent: null, card: null, source: '', state: 'received', problem: null, at, ord: '0' })
const action = (id: number, at: number) => ({ id, at, conversation_id: 1, kind: 'noted', text: '' }) as Action
const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => message(from + i))

test('pages come from old to new, and a grown one is cut', () => {
  const found = parts([{ items: many(100, 120) }, { items: many(50, 50) }])
  expect(found.map((p) => [p.key, p.items.length])).toEqual([['1.0', 50], ['0.0', 50], ['0.1', 50], ['0.2', 20]])
  expect(found[1]?.before?.id).toBe(99)
  expect(found[1]?.after?.id).toBe(150)
})

test('what was done stands once, where it happened', () => {
  const actions = [action(1, 500), action(2, 99_500), action(3, 120_500), action(4, 999_000)]
  const found = parts([{ items: many(100, 60) }, { items: many(50, 50) }], actions)
  const told = found.map((part) => [...arrange(part).flatMap((row) => row.done.map((a) => [a.id, row.message.id])), ...doneAfter(part).map((a) => [a.id, 0])])
  expect(told).toEqual([[[1, 50]], [[2, 100], [3, 121]], [[4, 0]]])
})

test('what was done before the messages that are loaded waits for them', () => {
  const found = parts([{ items: many(100, 10) }], [action(1, 500)], false)
  expect(found[0]?.actions).toEqual([])
})

test('an action parts a run of bubbles', () => {
  const rows = arrange({ items: many(1, 3), actions: [action(9, 1500)] })
  expect(rows.map((r) => [r.first, r.last])).toEqual([[true, true], [true, false], [false, true]])
})
