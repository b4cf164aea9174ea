import type { QueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { countsKey } from '@/api/conversations'
import { openEvents, type Change } from '@/api/events'
import { patch } from '@/api/patch'
import { sessionKey } from '@/api/session'
import type { Counts, Session } from '@/api/types'
import { followSession, setOffset } from './clock'

/** True while the stream is broken for longer than a moment. */
export const connectionLost = ref(false)

const moment = 1_500

/** Follows the stream of changes and keeps the fetched data current, until the returned function is called. */
export function followEvents(client: QueryClient): () => void {
  const batch = batches((changes) => {
    const me = client.getQueryData<Session>(sessionKey)?.agent.id ?? 0
    for (const change of changes) patch(client, change, me)
  })
  const stopClock = followSession(client)
  let lostTimer = 0
  const stop = openEvents({
    state(state, first) {
      window.clearTimeout(lostTimer)
      if (state.phase === 'live') connectionLost.value = false
      else lostTimer = window.setTimeout(() => (connectionLost.value = true), state.failures > 1 ? 0 : moment)
      if (state.phase === 'live') setOffset(state.offset)
      // What was fetched before the stream began may have missed a change in between.
      if (first) refetch(client)
      if (state.failures === 3) void client.invalidateQueries({ queryKey: sessionKey })
    },
    change: batch,
    counts: (counts) => client.setQueryData<Counts>(countsKey, counts),
    reset: () => refetch(client),
  })
  return () => {
    window.clearTimeout(lostTimer)
    connectionLost.value = false
    stopClock()
    stop()
  }
}

function refetch(client: QueryClient) {
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

/** Collects changes for a few milliseconds, so that a burst draws once. */
function batches(apply: (changes: Change[]) => void): (change: Change) => void {
  let waiting: Change[] = []
  return (change) => {
    if (waiting.push(change) > 1) return
    window.setTimeout(() => {
      const changes = waiting
      waiting = []
      apply(changes)
    }, 30)
  }
}
