import { expect, test } from 'vitest'
import { moved } from './order'

test('an item moves up, down and nowhere', () => {
  const list = ['a', 'b', 'c', 'd']
  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(list, 3, 0)).toEqual(['d', 'a', 'b', 'c'])
  expect(moved(list, 1, 1)).toBe(list)
  expect(moved(list, 9, 0)).toBe(list)
  expect(moved(list, 1, 99)).toEqual(['a', 'c', 'd', 'b'])
})
