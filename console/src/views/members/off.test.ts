import { expect, test } from 'vitest'
import { always, dayAfter, isOff, offUntil } from './off'

const zone = 'Asia/Shanghai'
const now = Date.parse('2026-11-27T22:30:00+08:00')
const iso = (ms: number) => new Date(ms).toISOString()

test('off for an hour, until the morning, until a date, until further notice', () => {
  expect(iso(offUntil('hour', '', now, zone))).toBe('2026-11-27T15:30:00.000Z')
  expect(iso(offUntil('morning', '', now, zone))).toBe('2026-11-28T00:00:00.000Z')
  expect(iso(offUntil('date', '2026-12-01', now, zone))).toBe('2026-11-30T16:00:00.000Z')
  expect(offUntil('date', '', now, zone)).toBe(0)
  expect(offUntil('always', '', now, zone)).toBe(always)
})

test('the day is that of the company, not of the browser', () => {
  const late = Date.parse('2026-11-27T23:30:00Z')
  expect(dayAfter(late, 1, zone)).toBe('2026-11-29')
  expect(dayAfter(late, 1, 'America/New_York')).toBe('2026-11-28')
  expect(iso(offUntil('morning', '', Date.parse('2026-03-07T12:00:00-05:00'), 'America/New_York'))).toBe('2026-03-08T12:00:00.000Z')
})

test('somebody is off until then, or until further notice', () => {
  expect([isOff(0, now), isOff(now, now), isOff(now + 1, now), isOff(always, now)]).toEqual([false, false, true, true])
})
