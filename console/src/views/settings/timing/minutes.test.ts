import { expect, test } from 'vitest'
import { lengthWords } from './minutes'

test('long times are told in hours and days', () => {
  expect(lengthWords(0)).toBeNull()
  expect(lengthWords(45)).toBeNull()
  expect(lengthWords(90)).toEqual({ unit: 'hours', n: 1.5 })
  expect(lengthWords(1440)).toEqual({ unit: 'hours', n: 24 })
  expect(lengthWords(10_080)).toEqual({ unit: 'days', n: 7 })
})
