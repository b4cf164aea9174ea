import { expect, test } from 'vitest'
import { backoff, liveStart, reduce, type LiveInput } from './live'

const run = (...inputs: LiveInput[]) => inputs.reduce(reduce, liveStart)

test('the first hello gives cursor and clock', () => {
  expect(run({ type: 'hello', cursor: 'e1-7', now: 5_000, at: 2_000 })).toEqual({
    phase: 'live', cursor: 'e1-7', failures: 0, offset: 3_000, away: false,
  })
})

test('a hello after a break does not skip what was missed', () => {
  const state = run(
    { type: 'hello', cursor: 'e1-7', now: 0, at: 0 },
    { type: 'event', cursor: 'e1-8' },
    { type: 'lost' },
    { type: 'hello', cursor: 'e1-20', now: 0, at: 0 },
  )
  expect(state).toMatchObject({ phase: 'live', cursor: 'e1-8', failures: 0 })
})

test('events move the cursor, empty ids do not', () => {
  expect(run({ type: 'event', cursor: 'a' }, { type: 'event', cursor: '' }).cursor).toBe('a')
})

test('failures add up and one hello forgives them', () => {
  expect(run({ type: 'lost' }, { type: 'lost' })).toMatchObject({ phase: 'lost', failures: 2 })
  expect(run({ type: 'lost' }, { type: 'hello', cursor: 'x', now: 0, at: 0 }).failures).toBe(0)
})

test('a ping follows a clock that jumps', () => {
  expect(run({ type: 'ping', now: 10_000, at: 0, away: false }, { type: 'ping', now: 1_000, at: 0, away: false }).offset).toBe(1_000)
})

test('a ping says when the database goes away, and when it is back', () => {
  const gone: LiveInput = { type: 'ping', now: 0, at: 0, away: true }
  expect(run(gone, { type: 'event', cursor: 'e1-9' }, { type: 'lost' })).toMatchObject({ away: true, cursor: 'e1-9' })
  expect(run(gone, { type: 'ping', now: 0, at: 0, away: false }).away).toBe(false)
  expect(run(gone, { type: 'lost' }, { type: 'hello', cursor: 'x', now: 0, at: 0 }).away).toBe(false)
})

test('the back-off doubles to fifteen seconds', () => {
  expect([1, 2, 3, 10].map((n) => backoff(n, 1))).toEqual([500, 1_000, 2_000, 15_000])
  expect(backoff(1, 0)).toBe(375)
})
