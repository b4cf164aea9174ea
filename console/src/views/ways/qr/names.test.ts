import { expect, test } from 'vitest'
import { exampleOf } from './names'

test('a rule makes names that every file system takes', () => {
  expect(exampleOf('{channel}/{name}-{state}')).toBe('3 号店海报/前台-poster8fK2qLm0xZ3v')
  expect(exampleOf('a:b//{member}?')).toBe('a_b/张三_')
  expect(exampleOf(' . ')).toBe('qr')
})
