import type { InfiniteData, QueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { countsKey } from '@/api/conversations'
import { databaseAway } from '@/api/database'
import { openEvents, type Change } from '@/api/events'
import { patch, patchInbox } from '@/api/patch'
import { replaying } from '@/api/replay'
import { reachable } from '@/views/inbox/outbox'
import { setPresent } from '@/views/inbox/presence'
import { remindOf } from '@/views/inbox/remind'
import { ringFor } from '@/views/inbox/ring'
import { sessionKey } from '@/api/session'
import type { Counts, Session } from '@/api/types'
import { followSession, setOffset } from './clock'

/** True while the stream is broken for longer than a moment. */
export const connectionLost = ref(false)

const moment = 1_500
const keptPages = 4
let live = false

/** Follows the stream of changes and keeps the fetched data current, until the returned function is called. Who only watches is not rung for. */
export function followEvents(client: QueryClient, watching = false): () => void {
  const whoAmI = () => client.getQueryData<Session>(sessionKey)?.agent.id ?? 0
  const late = replaying(client, (change) => patchInbox(client, change, whoAmI()))
  const batch = batches((changes) => {
    const me = whoAmI()
    for (const change of changes) {
      if (!watching) {
        ringFor(client, change, me)
        remindOf(client, change, me)
      }
      patch(client, change, me)
      late.note(change)
    }
  })
  const stopClock = followSession(client)
  let lostTimer = 0
  const stop = openEvents({
    state(state, first) {
      window.clearTimeout(lostTimer)
      if (state.phase === 'live') followDatabase(client, state.away)
      if (state.phase === 'live' && !state.away) back(client)
      else {
        live = false
        lostTimer = window.setTimeout(() => (connectionLost.value = true), state.failures > 1 ? 0 : moment)
      }
      if (state.phase === 'live') setOffset(state.offset)
      // What was fetched before the stream began may have missed a change in between.
      if (first) refetch(client)
      if (state.failures === 3) void client.invalidateQueries({ queryKey: sessionKey })
    },
    change: batch,
    presence: setPresent,
    counts: (counts) => client.setQueryData<Counts>(countsKey, counts),
    reset: () => refetch(client),
  }, watching)
  return () => {
    window.clearTimeout(lostTimer)
    connectionLost.value = false
    stopClock()
    late.stop()
    stop()
  }
}

/** The database came back: what could not be read or sent meanwhile is tried again. */
function followDatabase(client: QueryClient, away: boolean) {
  const returned = databaseAway.value && !away
  databaseAway.value = away
  if (away) live = false
  else if (returned) refetch(client)
}

/** The stream lives, after a break perhaps: what waited for the network leaves. */
function back(client: QueryClient) {
  if (!live) reachable(client)
  live = true
  connectionLost.value = false
}

/** Of a long list only the beginning is read again: the rest comes when it is scrolled to. */
function shorten(client: QueryClient) {
  for (const [key, data] of client.getQueriesData<InfiniteData<unknown>>({ predicate: ({ queryKey }) => ['conversations', 'messages'].includes(String(queryKey[0])) })) {
    if (data && data.pages.length > keptPages) client.setQueryData(key, { pages: data.pages.slice(0, keptPages), pageParams: data.pageParams.slice(0, keptPages) })
  }
}

function refetch(client: QueryClient) {
  shorten(client)
  void client.invalidateQueries({ predicate: ({ queryKey, state }) => queryKey[0] !== sessionKey[0] || state.data === undefined })
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
