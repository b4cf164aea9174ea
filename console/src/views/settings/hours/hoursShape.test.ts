import { expect, test } from 'vitest'
import { blankDate, blankShift, changeWords, gapsOf, type Hours, weekBars } from './hoursShape'

const hours = (part: Partial<Hours>): Hours => ({ always: false, weekly: [], special: [], ...part })

test('a form says what is missing, and nothing while the desk is always open', () => {
  expect(gapsOf(hours({ weekly: [blankShift()] }))).toEqual({})
  expect(gapsOf(hours({ weekly: [{ ...blankShift(), days: [] }] }))).toEqual({ 'shifts[0]': 'days' })
  expect(gapsOf(hours({ weekly: [{ ...blankShift(), to: '' }] }))).toEqual({ 'shifts[0]': 'time' })
  expect(gapsOf(hours({ weekly: [blankShift()], special: [{ ...blankDate('2027-02-10'), to: '2027-02-01' }] }))).toEqual({ 'special[0]': 'backwards' })
  expect(gapsOf(hours({ special: [blankDate('2027-02-10')] }))).toEqual({ shifts: 'empty' })
  expect(gapsOf(hours({ always: true }))).toEqual({})
})

test('the next change is told by the day of the zone, not of this machine', () => {
  const now = Date.UTC(2026, 10, 28, 15, 0) // 23:00 in Shanghai
  const words = (at: number) => changeWords(at, now, 'Asia/Shanghai')
  expect(words(Date.UTC(2026, 10, 28, 15, 30))).toMatchObject({ day: 'today', time: '23:30' })
  expect(words(Date.UTC(2026, 10, 29, 1, 0))).toMatchObject({ day: 'tomorrow', time: '09:00' })
  expect(words(Date.UTC(2026, 10, 30, 1, 0))).toEqual({ day: 'later', date: '11-30', weekday: 1, time: '09:00' })
})

test('the drawn week goes on after midnight', () => {
  expect(weekBars([{ days: [7], from: '18:00', to: '06:00' }])).toEqual([{ day: 7, left: 0.75, width: 0.25 }, { day: 1, left: 0, width: 0.25 }])
  expect(weekBars([{ days: [1], from: '12:00', to: '24:00' }])).toEqual([{ day: 1, left: 0.5, width: 0.5 }])
})
