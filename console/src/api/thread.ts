import type { Message } from './types'

/** A message of ours that the server has not confirmed yet. */
export interface Pending {
  key: string
  conversation: number
  kind: 'text' | 'image'
  text: string
  /** Object URL of the picture, for the bubble. */
  picture?: string
  file?: Blob
  at: number
  /** The newest message id when it was written: its twin on the server has a greater one. */
  after: number
  state: 'sending' | 'failed'
  problem?: { code: string; words: string }
}

export interface ThreadPages {
  pages: { items: Message[]; before: string }[]
  pageParams: unknown[]
}

export function inOrder(a: Message, b: Message): number {
  return a.at - b.at || a.id - b.id
}

/** Puts one changed message into a thread whose first page is the newest. */
export function placeMessage(data: ThreadPages, id: number, row: Message | null): ThreadPages {
  const known = data.pages.findIndex((page) => page.items.some((item) => item.id === id))
  const target = known < 0 ? 0 : known
  const pages = data.pages.map((page, index) => {
    if (index !== target) return page
    const items = page.items.filter((item) => item.id !== id)
    if (row) items.push(row)
    return { ...page, items: items.sort(inOrder) }
  })
  return { ...data, pages }
}

/** The thread from old to new. */
export function flatten(data: ThreadPages | undefined): Message[] {
  return data ? [...data.pages].reverse().flatMap((page) => page.items) : []
}

/**
 * The pending messages still to be drawn: the stream may bring a message before the answer to its request, so a
 * pending one whose twin is already in the thread is left out.
 */
export function stillPending(pending: Pending[], thread: Message[], me: number): Pending[] {
  const free = thread.filter((m) => m.direction === 'out' && m.agent?.id === me)
  return pending.filter((p) => {
    if (p.state === 'failed') return true
    const twin = free.findIndex((m) => m.kind === p.kind && m.text === p.text && m.id > p.after)
    if (twin >= 0) free.splice(twin, 1)
    return twin < 0
  })
}
