import { expect, test } from 'vitest'
import { age, day, daysBetween, sameDay, stamp, timeOfDay } from './time'

const now = new Date(2026, 10, 21, 10, 0, 0).getTime()
const minute = 60_000
const hour = 60 * minute

test.each([
  [0, { key: 'time.now' }],
  [59_999, { key: 'time.now' }],
  [minute, { key: 'time.minutes', n: 1 }],
  [59 * minute, { key: 'time.minutes', n: 59 }],
  [hour, { key: 'time.hour', n: 1 }],
  [2 * hour, { key: 'time.hours', n: 2 }],
  [25 * hour, { key: 'time.day', n: 1 }],
  [72 * hour, { key: 'time.days', n: 3 }],
  [8 * 24 * hour, { text: '11-13' }],
  [-5 * minute, { key: 'time.now' }],
])('%d ms ago', (past, want) => expect(age(now - past, now)).toEqual(want))

test('dates of another year carry it', () => {
  expect(day(new Date(2025, 0, 2).getTime(), now)).toBe('2025-01-02')
  expect(stamp(now)).toBe('2026-11-21 10:00:00')
  expect(timeOfDay(now)).toBe('10:00')
})

test('days follow the calendar, not 24 hours', () => {
  const late = new Date(2026, 10, 20, 23, 59).getTime()
  expect(daysBetween(late, now)).toBe(1)
  expect(sameDay(late, now)).toBe(false)
  expect(sameDay(now, now + hour)).toBe(true)
})
