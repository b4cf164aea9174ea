import { expect, test } from 'vitest'
import { flatten, placeMessage, stillPending, type Pending } from './thread'
import type { Message } from './types'

function message(id: number, over: Partial<Message> = {}): Message {
  return {
    id, conversation_id: 1, direction: 'out', kind: 'text', text: `m${id}`, media: null,
    agent: { id: 7, name: '小林' }, card: null, source: 'agent', state: 'sent', problem: null, at: id * 1000, ord: '0', ...over,
  }
}
function pending(key: string, text: string, after: number, over: Partial<Pending> = {}): Pending {
  return { key, conversation: 1, kind: 'text', text, at: 0, after, state: 'sending', ...over }
}
const thread = () => ({
  pages: [
    { items: [message(3), message(4)], before: 'x' },
    { items: [message(1), message(2)], before: '' },
  ],
  pageParams: [],
})

test('a new message joins the newest page, in order of time', () => {
  const late = placeMessage(thread(), 5, message(5, { at: 3_500 }))
  expect(flatten(late).map((m) => m.id)).toEqual([1, 2, 3, 5, 4])
})

test('a message that comes late stands among those it was said with', () => {
  const at = (ms: number) => flatten(placeMessage(thread(), 9, message(9, { at: ms }))).map((m) => m.id)
  expect(at(1_500)).toEqual([1, 9, 2, 3, 4])
  expect(at(2_500)).toEqual([1, 2, 9, 3, 4])
  expect(at(500)).toEqual([9, 1, 2, 3, 4])
  const more = thread()
  more.pages[1]!.before = 'y'
  expect(flatten(placeMessage(more, 9, message(9, { at: 500 }))).map((m) => m.id)).toEqual([1, 2, 3, 4]) // it comes with those
  expect(flatten(placeMessage({ pages: [{ items: [], before: '' }], pageParams: [] }, 9, message(9))).map((m) => m.id)).toEqual([9])
})

test('messages of one second stand as the server has them, whichever came first', () => {
  const same = (id: number, ord: string) => message(id, { at: 5_000, ord })
  const ours = same(5, '9223372036854775807')
  const theirs = [same(8, '7000000000000000002'), same(9, '7000000000000000001'), same(7, '-12')]
  const data = theirs.reduce((pages, row) => placeMessage(pages, row.id, row), placeMessage(thread(), 5, ours))
  expect(flatten(data).map((m) => m.id)).toEqual([1, 2, 3, 4, 7, 9, 8, 5])
})

test('where newer ones are still to be loaded, a new message is left to them', () => {
  const part = thread()
  part.pages[0] = { ...part.pages[0]!, after: 'y' } as (typeof part.pages)[0]
  expect(flatten(placeMessage(part, 5, message(5))).map((m) => m.id)).toEqual([1, 2, 3, 4])
  expect(flatten(placeMessage(part, 5, message(5, { at: 3_500 }))).map((m) => m.id)).toEqual([1, 2, 3, 5, 4])
})

test('a known message changes where it stands', () => {
  const changed = placeMessage(thread(), 2, message(2, { state: 'failed' }))
  expect(changed.pages[1]?.items[1]?.state).toBe('failed')
  expect(flatten(changed)).toHaveLength(4)
  expect(flatten(placeMessage(thread(), 2, null)).map((m) => m.id)).toEqual([1, 3, 4])
})

test('a pending message hides once the stream has brought it', () => {
  const mine = [message(1, { text: '好的' }), message(9, { text: '好的' })]
  const waiting = [pending('a', '好的', 8), pending('b', '好的', 8)]
  expect(stillPending(waiting, mine, 7).map((p) => p.key)).toEqual(['b'])
})

test('an older twin, a colleague’s and a failed one hide nothing', () => {
  const rows = [message(1, { text: '好的' }), message(9, { text: '好的', agent: { id: 8, name: '小周' } })]
  expect(stillPending([pending('a', '好的', 8)], rows, 7)).toHaveLength(1)
  expect(stillPending([pending('a', 'm4', 3, { state: 'failed' })], [message(4)], 7)).toHaveLength(1)
})
