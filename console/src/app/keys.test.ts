import { expect, test } from 'vitest'
import { keyName, sequence } from './keys'

const press = (key: string, over: Partial<KeyboardEvent> = {}) => keyName({ key, metaKey: false, ctrlKey: false, ...over })

test('keys are named by what they write, in lower case', () => {
  expect([press('J'), press('?'), press('Escape'), press('/')]).toEqual(['j', '?', 'Escape', '/'])
})
test('command and control are one', () => {
  expect(press('K', { metaKey: true })).toBe('mod+k')
  expect(press('k', { ctrlKey: true })).toBe('mod+k')
})
test('g and then a letter, within a second', () => {
  expect(sequence('g', 300, 'i')).toBe('g i')
  expect(sequence('g', 1_500, 'i')).toBe('i')
  expect(sequence('', 10, 'i')).toBe('i')
})
