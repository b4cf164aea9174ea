import { expect, test } from 'vitest'
import { leftUntil } from './countdown'

const hour = 3_600_000
const now = 1_795_000_000_000

test('days stand beside the clock', () => {
  expect(leftUntil(now + 6 * 24 * hour + 3 * hour + 12 * 60_000 + 8_000, 7 * 24 * hour, now)).toMatchObject({ days: 6, clock: '03:12:08', soon: false, over: false })
  expect(leftUntil(now + 59_999, hour, now)).toMatchObject({ days: 0, clock: '00:00:59', soon: true })
})

test('it is soon over in the last fifth, and at most two hours before', () => {
  expect(leftUntil(now + 3 * hour, 7 * 24 * hour, now).soon).toBe(false)
  expect(leftUntil(now + 2 * hour - 1, 7 * 24 * hour, now).soon).toBe(true)
  expect(leftUntil(now + 13 * 60_000, hour, now).soon).toBe(false)
  expect(leftUntil(now + 11 * 60_000, hour, now).soon).toBe(true)
})

test('it ends at nothing', () => {
  expect(leftUntil(now - 5, hour, now)).toEqual({ days: 0, clock: '00:00:00', share: 0, soon: true, over: true })
  expect(leftUntil(now + hour, 0, now).share).toBe(0)
})
