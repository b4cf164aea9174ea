import { expect, test } from 'vitest'
import { burnDown, paceOf } from './burn'

const now = new Date(2026, 10, 27, 12).getTime()
const day = 24 * 3_600_000
const days = [
  { day: '2026-11-26', made: 10, deleted: 0, used: 90 },
  { day: '2026-11-27', made: 10, deleted: 0, used: 100 },
]
const forecast = (per: number, full: number) => ({ per_day_14: per, per_day_30: per / 2, full_at: full })

test('the line ends with what is left now, and goes on to zero on the day of the forecast', () => {
  const full = now + 40 * day
  expect(burnDown({ days, free: 400, limit: 500, forecast: forecast(10, full) }, now)).toEqual({
    past: [[new Date(2026, 10, 27).getTime(), 410], [now, 400]],
    ahead: [[now, 400], [full, 0]],
  })
})

test('a day that is too far is not drawn: the line goes on for a while', () => {
  expect(burnDown({ days, free: 400_000, limit: 500_000, forecast: forecast(10, now + 2000 * day) }, now).ahead).toEqual([[now, 400_000], [now + 90 * day, 399_100]])
})

test('without growth it stays where it is, and when the platform says full it ends there', () => {
  expect(burnDown({ days, free: 400, limit: 500, forecast: forecast(-3, 0) }, now).ahead[1]).toEqual([now + 90 * day, 400])
  expect(burnDown({ days, free: 0, limit: 500, forecast: forecast(10, now) }, now)).toEqual({ past: [[new Date(2026, 10, 27).getTime(), 10], [now, 0]], ahead: [] })
  expect(paceOf({ forecast: forecast(-3, 0) })).toBe(0)
})
