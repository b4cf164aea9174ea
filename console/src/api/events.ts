import { base } from './client'
import type { CustomerField } from './customerFields'
import type { DeskTag } from './deskTags'
import { backoff, liveStart, reduce, type LiveInput, type LiveState } from './live'
import type { Account, Action, Agent, Channel, Conversation, Counts, Customer, Mention, Message, Pool, QuickReply, TempChat, Way } from './types'

export type Change =
  | { kind: 'conversation'; id: number; row: Conversation | null }
  | { kind: 'message'; id: number; row: Message | null }
  | { kind: 'action'; id: number; row: Action | null }
  | { kind: 'mention'; id: number; row: Mention | null }
  | { kind: 'material'; id: number; row: { id: number } | null }
  | { kind: 'way'; id: number; row: Way | null }
  | { kind: 'press'; id: number; row: { id: number; way_id: number } | null }
  | { kind: 'channel'; id: number; row: Channel | null }
  | { kind: 'customer'; id: number; row: Customer | null }
  | { kind: 'account'; id: number; row: Account | null }
  | { kind: 'quick_reply'; id: number; row: QuickReply | null }
  | { kind: 'desk_tag'; id: number; row: DeskTag | null }
  | { kind: 'customer_field'; id: number; row: CustomerField | null }
  | { kind: 'pool'; id: number; row: Pool | null }
  | { kind: 'temp_chat'; id: number; row: TempChat | null }
  | { kind: 'reconciliation' | 'drift' | 'drift_run' | 'quota'; id: number; row: unknown }
  | { kind: 'folder' | 'label' | 'view'; id: number; row: { id: number } | null }
  | { kind: 'agent'; id: number; row: Agent | null }
  | { kind: 'team' | 'desk_setting' | 'official_agent'; id: number; row: unknown }
  | { kind: 'reminder'; id: number; row: Reminder | null }
  | { kind: 'rule' | 'bot'; id: number; row: unknown }
  | { kind: 'member' | 'rebuild'; id: number; row: { id: number } | null }

/** A customer has waited too long for an answer. */
export interface Reminder {
  conversation_id: number
  account_id: number
  customer: Conversation['customer']
  /** Whose turn it is; 0: nobody has accepted. */
  agent_id: number
  team_id: number
  /** Of the team, when it is for them too. */
  leads: number[]
  awaiting_since: number
  minutes: number
  /** 1: for the agent, 2: for the leads too. */
  level: number
}

/** Who is in a conversation now. */
export interface Present {
  conversation_id: number
  agents: { id: number; name: string; typing: boolean }[]
}

export interface Listener {
  state(state: LiveState, first: boolean): void
  change(change: Change): void
  counts(counts: Counts): void
  presence(present: Present): void
  reset(): void
}

/** A ping comes every 10 s; a stream silent for longer than this is dead, whatever the browser thinks. */
const silence = 25_000

/**
 * Keeps one stream of changes open until the returned function is called. The browser resumes short breaks
 * itself (Last-Event-ID); when it gave up, or the stream fell silent, a new one starts after the last cursor. Who only
 * watches does not count as being at the desk.
 */
export function openEvents(listener: Listener, watching = false): () => void {
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
    const query = new URLSearchParams({ ...(state.cursor && { after: state.cursor }), ...(watching && { watching: 'true' }) })
    const opened = new EventSource(`${base}/events${query.size ? `?${query}` : ''}`)
    source = opened
    alive()
    const on = (name: string, handle: (data: never, cursor: string) => void) =>
      opened.addEventListener(name, (event) => {
        alive()
        handle(JSON.parse(event.data) as never, event.lastEventId)
      })
    on('hello', (data: { now: number; cursor: string }) => feed({ type: 'hello', ...data, at: Date.now() }))
    on('ping', (data: { now: number; away?: boolean }) => feed({ type: 'ping', now: data.now, at: Date.now(), away: data.away ?? false }))
    on('presence', (data: Present) => listener.presence(data))
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
