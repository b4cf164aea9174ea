import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { notices, say } from './notices'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', globalThis)
})
afterEach(() => vi.unstubAllGlobals())

test('what is told again stands once, and as long as if it were told anew', () => {
  say('已保存', 'Saved')
  vi.advanceTimersByTime(2_000)
  say('已保存', 'Saved')
  expect(notices).toHaveLength(1)
  vi.advanceTimersByTime(2_000)
  expect(notices.map((n) => n.zh)).toEqual(['已保存'])
  vi.advanceTimersByTime(1_000)
  expect(notices).toHaveLength(0)
})
