import { base } from './client'
import { backoff, liveStart, reduce, type LiveInput, type LiveState } from './live'
import type { Account, Channel, Conversation, Counts, Customer, Message, Pool, QuickReply, TempChat, Way } from './types'

export type Change =
  | { kind: 'conversation'; id: number; row: Conversation | null }
  | { kind: 'message'; id: number; row: Message | null }
  | { kind: 'way'; id: number; row: Way | null }
  | { kind: 'channel'; id: number; row: Channel | null }
  | { kind: 'customer'; id: number; row: Customer | null }
  | { kind: 'account'; id: number; row: Account | null }
  | { kind: 'quick_reply'; id: number; row: QuickReply | null }
  | { kind: 'pool'; id: number; row: Pool | null }
  | { kind: 'temp_chat'; id: number; row: TempChat | null }
  | { kind: 'reconciliation' | 'drift' | 'drift_run' | 'quota'; id: number; row: unknown }
  | { kind: 'folder' | 'label' | 'view'; id: number; row: { id: number } | null }
  | { kind: 'member' | 'rebuild'; id: number; row: { id: number } | null }

export interface Listener {
  state(state: LiveState, first: boolean): void
  change(change: Change): void
  counts(counts: Counts): void
  reset(): void
}

/** A ping comes every 10 s; a stream silent for longer than this is dead, whatever the browser thinks. */
const silence = 25_000

/**
 * Keeps one stream of changes open until the returned function is called. The browser resumes short breaks
 * itself (Last-Event-ID); when it gave up, or the stream fell silent, a new one starts after the last cursor.
 */
export function openEvents(listener: Listener): () => void {
  let state = liveStart
  let source: EventSource | null = null
  let retry = 0
  let watchdog = 0

  function feed(input: LiveInput) {
    const first = input.type === 'hello' && state.cursor === ''
    state = reduce(state, input)
    listener.state(state, first)
  }
  function alive() {
    clearTimeout(watchdog)
    watchdog = window.setTimeout(again, silence)
  }
  function again() {
    source?.close()
    source = null
    feed({ type: 'lost' })
    clearTimeout(watchdog)
    clearTimeout(retry)
    retry = window.setTimeout(connect, backoff(state.failures, Math.random()))
  }
  function connect() {
    const after = state.cursor ? `?after=${encodeURIComponent(state.cursor)}` : ''
    const opened = new EventSource(`${base}/events${after}`)
    source = opened
    alive()
    const on = (name: string, handle: (data: never, cursor: string) => void) =>
      opened.addEventListener(name, (event) => {
        alive()
        handle(JSON.parse(event.data) as never, event.lastEventId)
      })
    on('hello', (data: { now: number; cursor: string }) => feed({ type: 'hello', ...data, at: Date.now() }))
    on('ping', (data: { now: number }) => feed({ type: 'ping', now: data.now, at: Date.now() }))
    on('counts', (data: Counts) => listener.counts(data))
    on('change', (data: Change, cursor) => {
      listener.change(data)
      feed({ type: 'event', cursor })
    })
    on('reset', (_: unknown, cursor) => {
      listener.reset()
      feed({ type: 'event', cursor })
    })
    opened.onerror = () => {
      if (opened.readyState === EventSource.CLOSED) again()
      else feed({ type: 'lost' })
    }
  }

  const online = () => {
    if (state.phase === 'lost') {
      clearTimeout(retry)
      source?.close()
      connect()
    }
  }
  window.addEventListener('online', online)
  connect()
  return () => {
    window.removeEventListener('online', online)
    clearTimeout(retry)
    clearTimeout(watchdog)
    source?.close()
  }
}
