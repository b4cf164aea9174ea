import { expect, test } from 'vitest'
import { blankWish, inputOf, isSingle, wrongWish } from './wish'

const rooms = { chats: ['wr1'], auto_create_room: true, room_base_name: ' 秋季班 ', room_base_id: 3 }

test('a wish for a join way holds nothing of a contact way', () => {
  const wish = { ...blankWish(), kind: 'join' as const, name: ' 班级群 ', users: ['zhangsan'], welcome: { text: 'Hi' }, rooms }
  expect(wrongWish(wish, 1)).toEqual({})
  expect(inputOf(wish)).toEqual({ kind: 'join', scene: 2, name: '班级群', remark: '', note: '', chats: ['wr1'], auto_create_room: true, room_base_name: '秋季班', room_base_id: 3 })
})

test('a join way that follows a pool names no groups', () => {
  const wish = { ...blankWish(), kind: 'join' as const, name: '群', by: 'pool' as const, rooms: { ...rooms, auto_create_room: false } }
  expect(wrongWish(wish, 1)).toEqual({ pool: { key: 'wayForm.required' } })
  expect(inputOf({ ...wish, pool: 7 })).toEqual({ kind: 'join', scene: 2, name: '群', remark: '', note: '', pool_id: 7 })
})

test('what is missing and what is too long is named', () => {
  const wish = { ...blankWish(), remark: '长'.repeat(31), prefix: 'a b' }
  expect(Object.keys(wrongWish(wish, 0)).sort()).toEqual(['channel', 'name', 'prefix', 'remark', 'users'])
})

test('one member makes a way for one, a department beside makes it one for many', () => {
  const one = { ...blankWish(), users: ['zhangsan'] }
  expect([isSingle(one), isSingle({ ...one, parties: [2] }), inputOf(one).type, inputOf({ ...one, parties: [2] }).type]).toEqual([true, false, 1, 2])
})
