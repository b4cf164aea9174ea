import { expect, test } from 'vitest'
import { asProblem, problemOf } from './problem'

test.each([
  ['conversation_taken', 409, true],
  ['window_used_up', 409, true],
  ['platform_refused', 502, false],
  ['internal', 500, false],
])('%s with status %d', (code, status, refusal) => expect(problemOf({ code, zh: '林晓 已接入', en: 'taken' }, status).refusal).toBe(refusal))

test('what nobody put into words is an error, not a refusal', () => {
  expect(problemOf('<html>', 404).refusal).toBe(false)
  expect(asProblem(new TypeError('fetch failed')).refusal).toBe(false)
})

test('English sentences begin with a capital', () => expect(problemOf({ code: 'x', zh: '一', en: 'the window is shut' }, 409).en).toBe('The window is shut'))
