import { expect, test } from 'vitest'
import { duration } from './duration'

test('a duration is said in the unit that one plans by', () => {
  expect([0, 42, 90, 600, 5399, 22_200, 172_800, 3_836_160].map((s) => Object.values(duration(s)).join(' '))).toEqual([
    'duration.seconds 1', 'duration.seconds 42', 'duration.minutes 2', 'duration.minutes 10', 'duration.minutes 90', 'duration.hours 6.2', 'duration.days 2', 'duration.days 44',
  ])
})
