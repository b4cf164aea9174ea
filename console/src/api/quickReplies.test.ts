import { expect, test } from 'vitest'
import { hasPlaces, matching, mostUsed } from './quickReplies'

const replies = [
  { id: 1, shortcut: '你好', text: '您好，请问有什么可以帮您？' },
  { id: 2, shortcut: '地址', text: '我们在上海市徐汇区。' },
  { id: 3, shortcut: '门店地址', text: '三号店在二楼。' },
  { id: 4, shortcut: 'Hours', text: '早九点到晚九点，您可以放心来。' },
].map((reply) => ({ folder_id: 0, owner_id: 0, used: 0, used_at: 0, ...reply }))
const ids = (typed: string) => matching(replies, typed).map((reply) => reply.id)

test('nothing typed shows all, in their order', () => expect(ids('')).toEqual([1, 2, 3, 4]))
test('a shortcut that begins so comes first', () => expect(ids('地址')).toEqual([2, 3]))
test('the text is searched too, without case', () => {
  expect(ids('可以')).toEqual([1, 4])
  expect(ids('hours')).toEqual([4])
})
test('no match is empty', () => expect(ids('zzz')).toEqual([]))
test('what is used most stands first, else the order stays', () => {
  const used = mostUsed(replies.map((reply) => ({ ...reply, used: reply.id === 3 ? 2 : 0 })))
  expect(used.map((reply) => reply.id)).toEqual([3, 1, 2, 4])
})
test('a text with places is filled in by the server', () => {
  expect(hasPlaces('{客户}您好')).toBe(true)
  expect(hasPlaces('一个 {} 或 { 空格 } 不算')).toBe(false)
})
