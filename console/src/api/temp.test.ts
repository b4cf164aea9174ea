import { QueryClient, type InfiniteData } from '@tanstack/vue-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patchTemp, type TempFilter } from './temp'
import type { TempBoard, TempChat } from './types'

const visit = (id: number, state: TempChat['state'], userid = 'lisi') => ({ id, state, userid }) as TempChat
const none: TempFilter = { state: '', q: '', member: '' }
const client = new QueryClient()

function put(filter: TempFilter, ...items: TempChat[]) {
  client.setQueryData(['temp', 'list', filter], { pages: [{ items, next: '', counts: {}, now: 0 }], pageParams: [''] })
}
const shown = (filter: TempFilter) => client.getQueryData<InfiniteData<TempBoard>>(['temp', 'list', filter])!.pages.flatMap((page) => page.items.map((item) => item.id))

beforeEach(() => {
  vi.useFakeTimers()
  client.clear()
})

afterEach(() => vi.runAllTimers())

test('a visit goes to the list of its new state', () => {
  const waiting = { ...none, state: 'waiting' as const }
  const chatting = { ...none, state: 'chatting' as const }
  put(none, visit(2, 'waiting'), visit(1, 'ended'))
  put(waiting, visit(2, 'waiting'))
  put(chatting)
  patchTemp(client, 2, visit(2, 'chatting'))
  expect(shown(none)).toEqual([2, 1])
  expect(shown(waiting)).toEqual([])
  expect(shown(chatting)).toEqual([2])
})

test('a new visit comes first, but not among what was searched or of another member', () => {
  const searched = { ...none, q: '复诊' }
  const other = { ...none, member: 'zhangsan' }
  put(none, visit(1, 'waiting'))
  put(searched)
  put(other)
  patchTemp(client, 2, visit(2, 'waiting'))
  expect(shown(none)).toEqual([2, 1])
  expect(shown(searched)).toEqual([])
  expect(shown(other)).toEqual([])
})

test('many changes are counted once', () => {
  const asked = vi.spyOn(client, 'invalidateQueries')
  put(none)
  for (let id = 1; id <= 20; id++) patchTemp(client, id, visit(id, 'waiting'))
  expect(asked).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(asked).toHaveBeenCalledTimes(1)
})
