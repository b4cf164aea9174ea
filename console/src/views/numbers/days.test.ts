import { expect, test } from 'vitest'
import { dayLabel, lastDays } from './days'

test('the last days end today, over the end of a month', () => {
  expect(lastDays(7, new Date(2026, 2, 3, 23, 30).getTime())).toEqual({ from: 20260225, to: 20260303 })
})

test('a day is read as month and day', () => {
  expect(dayLabel(20260303)).toBe('3-03')
})
