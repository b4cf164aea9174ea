import { expect, test } from 'vitest'
import { momentOf, wallOf } from './zone'

test('a zone has its own day, time and weekday', () => {
  const at = Date.UTC(2026, 10, 28, 16, 30)
  expect(wallOf(at, 'Asia/Shanghai')).toEqual({ date: '2026-11-29', time: '00:30', weekday: 7 })
  expect(wallOf(at, 'America/New_York')).toEqual({ date: '2026-11-28', time: '11:30', weekday: 6 })
})

test('what its clock shows is a moment, also where clocks are changed', () => {
  expect(momentOf('2026-11-29T00:30', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 28, 16, 30))
  for (const local of ['2026-03-29T01:30', '2026-03-29T03:30', '2026-10-25T01:30', '2026-10-25T04:00']) {
    const { date, time } = wallOf(momentOf(local, 'Europe/Berlin'), 'Europe/Berlin')
    expect(`${date}T${time}`).toBe(local)
  }
})

test('an unknown zone is no error', () => {
  expect(wallOf(0, 'Nowhere/Land').time).toMatch(/^\d\d:\d\d$/)
})
