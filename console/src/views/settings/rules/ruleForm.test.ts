import { expect, test } from 'vitest'
import type { Rule } from '@/api/rules'
import { emptyRule, gapsOf, hasMore, inputOf, moved, placesOf } from './ruleForm'

test('a form says what is missing for what the rule does', () => {
  expect(gapsOf(emptyRule())).toEqual(['name', 'words', 'say'])
  expect(gapsOf({ ...emptyRule(), name: '退款', words: ['退款'], say: '好' })).toEqual([])
  expect(gapsOf({ ...emptyRule(), name: '订单', how: 'pattern', say: '好' })).toEqual(['pattern'])
  expect(gapsOf({ ...emptyRule(), name: '任何', how: '', bot_id: 3 })).toEqual([])
  expect(gapsOf({ ...emptyRule(), name: '问候', event: 'entered', say: ' ' })).toEqual(['say'])
})

test('a rule is changed as a copy, without what the server keeps', () => {
  const rule = { ...emptyRule(), id: 4, position: 2, created_at: 1, updated_at: 2, words: ['a'] } as Rule
  const input = inputOf(rule)
  input.words.push('b')
  expect(rule.words).toEqual(['a'])
  expect(Object.keys(input)).not.toContain('position')
})

test('the agent is named only where there is one', () => {
  expect(placesOf('accepted')).toContain('客服')
  expect(placesOf('entered')).not.toContain('客服')
})

test('conditions beyond the words are seen', () => {
  expect(hasMore(emptyRule())).toBe(false)
  expect(hasMore({ ...emptyRule(), hours: 'inside' })).toBe(true)
})

test('one moves, the others keep their order', () => {
  expect(moved([1, 2, 3, 4], 3, 0)).toEqual([4, 1, 2, 3])
  expect(moved([1, 2, 3, 4], 0, 2)).toEqual([2, 3, 1, 4])
  expect(moved([1, 2], 0, -1)).toEqual([1, 2])
})
