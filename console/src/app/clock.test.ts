import { QueryClient } from '@tanstack/vue-query'
import { expect, test } from 'vitest'
import { sessionKey } from '@/api/session'
import { followSession, serverNow, setOffset } from './clock'

const hours = 3_600_000
const near = (want: number) => expect(Math.abs(serverNow() - Date.now() - want)).toBeLessThan(1_000)
const answer = (ahead: number) => ({ now: Date.now() + ahead, agent: { id: 1 } })

test('the clock comes with the session, before any stream of changes', () => {
  const client = new QueryClient()
  client.setQueryData(sessionKey, answer(-9 * 60_000))
  const stop = followSession(client)
  near(-9 * 60_000)
  client.setQueryData(sessionKey, answer(48 * hours))
  near(48 * hours)
  stop()
  client.setQueryData(sessionKey, answer(0))
  near(48 * hours)
  setOffset(0)
})

test('a session read long ago still tells how far the clocks are apart', () => {
  const client = new QueryClient()
  const then = Date.now() - hours
  client.setQueryData(sessionKey, { now: then + 5 * hours, agent: { id: 1 } }, { updatedAt: then })
  followSession(client)()
  near(5 * hours)
  setOffset(0)
})
