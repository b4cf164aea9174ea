import { expect, test } from 'vitest'
import { rereadIn } from '@/api/wall'
import { atDesk, fullness, toneOf, waited } from './measure'

test('who has no capacity set is full with ten', () => {
  expect([fullness({ open: 3, capacity: 6 }), fullness({ open: 5, capacity: 0 }), fullness({ open: 7, capacity: 5 })]).toEqual([0.5, 0.5, 1.4])
})

test('a wait turns bad after five minutes', () => {
  expect([0, 1_000, 299_999, 300_000].map(toneOf)).toEqual(['', 'brass', 'brass', 'alarm'])
  expect([waited(0, 50), waited(20, 50), waited(60, 50)]).toEqual([0, 30, 0])
})

test('after a quiet while a change is shown at once, and then re-reads stay apart', () => {
  expect(rereadIn(-Infinity, 0)).toBe(250)
  expect(rereadIn(10_000, 10_100)).toBe(2_900)
  expect(rereadIn(10_000, 60_000)).toBe(250)
})

test('at the desk is who has a console open and is not off duty', () => {
  const at = (there: boolean, status: 'online' | 'busy' | 'away' | 'offline') => atDesk({ there, status })
  expect([at(true, 'online'), at(true, 'busy'), at(true, 'away'), at(true, 'offline'), at(false, 'online')]).toEqual([true, true, true, false, false])
})
