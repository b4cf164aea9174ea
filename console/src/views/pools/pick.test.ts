import { expect, test } from 'vitest'
import type { Chat } from '@/api/types'
import { matching, pasted, toggled } from './pick'

const chat = (chat_id: string, name: string, owner_name: string) => ({ chat_id, name, owner: owner_name, owner_name }) as Chat

test('groups are found by name, owner and chat_id', () => {
  const chats = [chat('wrA0000000001', '康复一群', '周敏'), chat('wrB0000000002', 'VIP Room', '王磊')]
  const found = (text: string) => matching(chats, text).map((c) => c.chat_id)
  expect(found('')).toEqual(['wrA0000000001', 'wrB0000000002'])
  expect(found('康复')).toEqual(['wrA0000000001'])
  expect(found(' vip ')).toEqual(['wrB0000000002'])
  expect(found('王磊')).toEqual(['wrB0000000002'])
  expect(found('wra000')).toEqual(['wrA0000000001'])
  expect(found('没有')).toEqual([])
})

test('only what looks like a chat_id is taken for one', () => {
  expect(pasted(' wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA ')).toBe('wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA')
  expect(pasted('wr')).toBe('')
  expect(pasted('康复一群')).toBe('')
})

test('a choice keeps its order', () => {
  expect(toggled(['a', 'b'], 'c')).toEqual(['a', 'b', 'c'])
  expect(toggled(['a', 'b', 'c'], 'b')).toEqual(['a', 'c'])
})
