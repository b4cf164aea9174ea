import { expect, test } from 'vitest'
import { before, dayCount, fitted, fromWritten, isDay, lastDays, weekdayOf, written } from './days'

test('days are counted over months and leap years', () => {
  expect(lastDays(30, 20280301)).toEqual({ from: 20280201, to: 20280301 })
  expect(dayCount({ from: 20280228, to: 20280301 })).toBe(3)
  expect(before({ from: 20261201, to: 20261207 })).toEqual({ from: 20261124, to: 20261130 })
  expect(weekdayOf(20261129)).toBe(7)
})

test('a day is one of the calendar', () => {
  expect([20260228, 20260229, 20261301, 20260100, NaN].map(isDay)).toEqual([true, false, false, false, false])
  expect(fromWritten(written(20260203))).toBe(20260203)
})

test('the end that was not set gives way', () => {
  expect(fitted({ from: 20261110, to: 20261101 }, 'from')).toEqual({ from: 20261110, to: 20261110 })
  expect(fitted({ from: 20261110, to: 20261101 }, 'to')).toEqual({ from: 20261101, to: 20261101 })
  expect(fitted({ from: 20260101, to: 20261101 }, 'from')).toEqual({ from: 20260101, to: 20260402 })
  expect(dayCount(fitted({ from: 20260101, to: 20261101 }, 'to'))).toBe(92)
})
