import { QueryClient } from '@tanstack/vue-query'
import { expect, test, vi } from 'vitest'
import { conversationKey } from '@/api/conversations'
import type { Conversation, ReplyWindow } from '@/api/types'
import { windowAt } from '@/parts/window'
import { heldText, outbox, post } from './outbox'
import { joins, refusalOf } from './refusal'

vi.mock('./deliver', () => ({ deliver: () => new Promise(() => {}), letGo: () => {} }))
vi.stubGlobal('window', globalThis)

const client = new QueryClient()
const lastReply: ReplyWindow = { open: true, limit: 5, used: 4, left: 1, ends_at: 9e15, by_entry: false } as ReplyWindow

test('the next half sentence joins the held one, though that takes the last reply', () => {
  client.setQueryData(conversationKey(1), { id: 1, window: lastReply } as Conversation)
  post(client, 1, { kind: 'text', text: '先说半句' }, true)
  const view = windowAt(client.getQueryData<Conversation>(conversationKey(1))!.window, 0)
  expect(view.reason).toBe('used_up')
  const more = { words: '再说半句', pictures: 0, held: heldText(1) }
  expect(refusalOf(more, view)).toBeNull()
  expect(joins(more, view)).toBe(true)
  post(client, 1, { kind: 'text', text: more.words }, true)
  expect(outbox.map((p) => p.text)).toEqual(['先说半句\n再说半句'])
})

test('what does not fit into it is refused, as is a picture', () => {
  const view = windowAt({ ...lastReply, used: 5, left: 0, open: false, reason: 'used_up' }, 0)
  expect(refusalOf({ words: '一'.repeat(682), pictures: 0, held: '先' }, view)).toEqual(['window.used_up', { limit: 5 }])
  expect(refusalOf({ words: '一'.repeat(681), pictures: 0, held: '先' }, view)).toBeNull()
  expect(refusalOf({ words: '', pictures: 1, held: '先' }, view)?.[0]).toBe('window.used_up')
  expect(refusalOf({ words: '再', pictures: 0, held: null }, view)?.[0]).toBe('window.used_up')
})

test('without a held one, the window and the length decide', () => {
  const view = windowAt(lastReply, 0)
  expect(refusalOf({ words: '在', pictures: 0, held: null }, view)).toBeNull()
  expect(refusalOf({ words: '在', pictures: 1, held: null }, view)).toEqual(['composer.notEnough', { left: 1, n: 2 }])
  expect(refusalOf({ words: '一'.repeat(683), pictures: 0, held: null }, view)).toEqual(['composer.tooLong'])
  expect(refusalOf({ words: '在', pictures: 0, held: '先' }, windowAt(lastReply, 9.1e15))?.[0]).toBe('window.expired')
})
