import type { QueryClient } from '@tanstack/vue-query'
import type { Change } from './events'

/** Kinds of changes that are put into what was fetched, and the queries they are put into. */
const kinds = ['message', 'conversation', 'action']
const queries = ['messages', 'conversations', 'conversation', 'actions']
const most = 2_000

/**
 * An answer that was under way when a change came may have been read before it, and would undo it: what came since its question is
 * applied once more. The stream keeps the order, so the newest has the last word.
 */
export function replaying(client: QueryClient, apply: (change: Change) => void) {
  let came: Change[] = []
  let gone = 0 // of those that came, so many are no longer kept
  const asked = new Map<string, number>()

  const stop = client.getQueryCache().subscribe((event) => {
    const { queryHash, queryKey } = event.query
    if (!queries.includes(String(queryKey[0]))) return
    if (event.type === 'removed') asked.delete(queryHash)
    if (event.type !== 'updated') return
    const { action } = event
    if (action.type === 'fetch') asked.set(queryHash, gone + came.length)
    if (action.type === 'error') asked.delete(queryHash)
    if (action.type !== 'success' || action.manual) return
    const since = asked.get(queryHash)
    asked.delete(queryHash)
    if (since !== undefined) came.slice(Math.max(0, since - gone)).forEach(apply)
  })

  /** Notes a change that was applied. */
  function note(change: Change) {
    if (asked.size === 0) {
      gone += came.length
      came = []
    } else if (kinds.includes(change.kind)) {
      came.push(change)
      if (came.length > most) gone += came.splice(0, most / 2).length
    }
  }
  return { note, stop }
}
