import { expect, test } from 'vitest'
import type { Press } from '@/api/presses'
import { pressed } from './pressed'

const at = (...times: number[]) => times.map((time) => ({ at: time }) as Press)

test('the press that is waited for', () => {
  expect(pressed([], 0)).toBeNull()
  expect(pressed(at(5), 0)).toEqual({ press: { at: 5 }, first: true })
  expect(pressed(at(9, 5), 0)).toEqual({ press: { at: 9 }, first: false })
  expect(pressed(at(9, 5), 10)).toBeNull()
  expect(pressed(at(11, 9), 10)?.press.at).toBe(11)
})
