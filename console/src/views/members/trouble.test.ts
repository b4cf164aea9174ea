import { expect, test } from 'vitest'
import type { Member } from '@/api/types'
import { byUrgency, inFilter, matches, troubles } from './trouble'

const member = (more: Partial<Member>): Member => ({ userid: 'a', name: '安宁', departments: [], contact: true, ways: 0, status: 1, off_until: 0, problem: null, suspected: null, ...more })
const reason = (code: number) => ({ code, zh: '', en: '', do_zh: '', do_en: '' })

test('what is wrong is told apart', () => {
  expect(troubles(member({}))).toEqual([])
  expect(troubles(member({ status: 4, contact: false }))).toEqual(['inactive', 'noContact'])
  expect(troubles(member({ problem: reason(40098) }))).toEqual(['unverified'])
  expect(troubles(member({ problem: reason(41054), suspected: reason(40098) }))).toEqual(['refused'])
  expect(troubles(member({ suspected: reason(40098) }))).toEqual(['suspected'])
})

test('those with trouble in ways come first', () => {
  const list = [member({ userid: 'fine' }), member({ userid: 'bad', status: 5 }), member({ userid: 'urgent', status: 5, ways: 2 })]
  expect(list.sort(byUrgency).map((m) => m.userid)).toEqual(['urgent', 'bad', 'fine'])
})

test('filters and search', () => {
  expect(inFilter(member({ status: 2 }), 'trouble', false)).toBe(true)
  expect(inFilter(member({}), 'off', false)).toBe(false)
  expect(inFilter(member({ ways: 3 }), 'unused', false)).toBe(false)
  expect([matches(member({ userid: 'ZhangSan' }), 'zhang'), matches(member({}), '安'), matches(member({}), 'x')]).toEqual([true, true, false])
})
