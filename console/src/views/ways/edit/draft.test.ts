import { expect, test } from 'vitest'
import type { Way } from '@/api/types'
import { changeOf, draftOf, rebase } from './draft'

const way = (part: Partial<Way>) =>
  ({ channel_id: 1, name: 'Desk', note: '', folder_id: 0, labels: [], owner_id: 0, remark: 'r', skip_verify: true, style: 0, users: ['a', 'b'], parties: [], welcome: { text: 'Hi' }, tags: [], remark_rule: '', chats: [], auto_create_room: false, room_base_name: '', room_base_id: 0, version: 1, ...part }) as unknown as Way

test('a change holds only what differs, and lists in another order do not', () => {
  const base = way({})
  const draft = { ...draftOf(base), users: ['b', 'a'], name: 'Door', welcome: { text: 'Hello' } }
  expect(changeOf(base, draft)).toEqual({ name: 'Door', welcome: { text: 'Hello' } })
})

test('a draft is a copy: typing does not touch the way', () => {
  const base = way({})
  draftOf(base).users.push('c')
  expect(base.users).toEqual(['a', 'b'])
})

test('on a newer way, what others added stays and what was not changed follows', () => {
  const base = way({})
  const draft = { ...draftOf(base), users: ['a', 'c'], name: 'Door' }
  const moved = rebase(base, draft, way({ users: ['a', 'b', 'x'], remark: 'new', version: 2 }), [], new Set())
  expect(moved).toMatchObject({ users: ['a', 'x', 'c'], name: 'Door', remark: 'new' })
})

test('of a conflict, each field has the value that was chosen', () => {
  const base = way({})
  const draft = { ...draftOf(base), name: 'Mine', remark: 'mine' }
  const newer = way({ name: 'Theirs', remark: 'theirs', version: 2 })
  const conflicts = [{ field: 'name', yours: 'Mine', theirs: 'Theirs' }, { field: 'remark', yours: 'mine', theirs: 'theirs' }]
  const moved = rebase(base, draft, newer, conflicts, new Set(['name']))
  expect(changeOf(newer, moved)).toEqual({ name: 'Mine' })
})
