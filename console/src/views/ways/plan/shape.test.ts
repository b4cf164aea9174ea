import { expect, test } from 'vitest'
import { bars, blankPlan, missing } from './shape'

const hour = 3_600_000

test('a part over midnight is cut in two', () => {
  expect(bars([{ from: 0, to: 20 * hour }, { from: 20 * hour, to: 30 * hour }])).toEqual([
    { day: 0, left: 0, width: 20 / 24, part: 0 },
    { day: 0, left: 20 / 24, width: 4 / 24, part: 1 },
    { day: 1, left: 0, width: 0.25, part: 1 },
  ])
})

test('a form is told what is missing', () => {
  const plan = blankPlan()
  expect(missing(plan)).toEqual({ 'shifts[0]': 'people' })
  expect(missing({ ...plan, shifts: [{ ...plan.shifts[0]!, days: [], people: ['amy'] }] })).toEqual({ 'shifts[0]': 'days' })
  expect(missing({ shifts: [] })).toEqual({ shifts: 'empty' })
})
