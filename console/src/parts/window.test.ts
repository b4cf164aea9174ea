import { expect, test } from 'vitest'
import type { ReplyWindow } from '@/api/types'
import { clock, refund, spend, windowAt } from './window'

const hour = 3_600_000
const now = 1_800_000_000_000

function make(over: Partial<ReplyWindow> = {}): ReplyWindow {
  return { limit: 5, used: 2, left: 3, ends_at: now + 47 * hour, open: true, by_entry: false, ...over }
}

test('an open window counts down and turns brass under two hours', () => {
  expect(windowAt(make(), now)).toMatchObject({ open: true, left: 3, rest: 47 * hour, closing: false })
  expect(windowAt(make(), now + 45 * hour).closing).toBe(false)
  expect(windowAt(make(), now + 45 * hour + 1)).toMatchObject({ open: true, closing: true })
})

test('it shuts by the clock although the server last said open', () => {
  expect(windowAt(make(), now + 47 * hour)).toEqual({ open: false, reason: 'expired', left: 0, limit: 5, rest: 0, closing: false })
})

test.each([
  ['never_wrote', make({ ends_at: 0, open: false, reason: 'never_wrote' })],
  ['used_up', make({ used: 5, left: 0, open: false, reason: 'used_up' })],
  ['expired', make({ ends_at: now - 1, open: false, reason: 'expired' })],
] as const)('shut because %s', (reason, window) => {
  expect(windowAt(window, now)).toMatchObject({ open: false, reason, left: 0 })
})

test('the sixth message is refused before any request', () => {
  let window = make({ used: 0, left: 5 })
  for (let i = 0; i < 5; i++) {
    expect(windowAt(window, now).open).toBe(true)
    window = spend(window)
  }
  expect(windowAt(window, now)).toMatchObject({ open: false, reason: 'used_up' })
  expect(window).toMatchObject({ used: 5, left: 0 })
})

test('a message that never left gives its place back', () => {
  const window = make({ used: 4, left: 1 })
  expect(refund(spend(window))).toEqual(window)
})

test('a clock that jumps back opens it again', () => {
  const window = make({ open: true })
  expect(windowAt(window, now + 48 * hour).open).toBe(false)
  expect(windowAt(window, now).open).toBe(true)
})

test.each([
  [47 * hour + 12 * 60_000 + 8_000, '47:12:08'],
  [hour, '01:00:00'],
  [59 * 60_000 + 59_999, '59:59'],
  [0, '00:00'],
])('%d ms is %s', (ms, text) => expect(clock(ms)).toBe(text))
