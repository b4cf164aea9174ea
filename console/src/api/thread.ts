import type { Card, Media, Message } from './types'

/** A message of ours that the server has not confirmed yet. */
export interface Pending {
  key: string
  conversation: number
  kind: 'text' | 'image' | 'link' | 'miniprogrampage'
  text: string
  card?: Card
  /** A picture or cover that is at the server already. */
  media?: Media
  /** Of the library, where its use is counted. */
  material?: number
  /** Object URL of the picture, for the bubble. */
  picture?: string
  file?: Blob
  at: number
  /** The newest message id when it was written: its twin on the server has a greater one. */
  after: number
  /** held: waits a moment for more words. waiting: for the network, and tried again by itself. */
  state: 'held' | 'sending' | 'waiting' | 'failed'
  problem?: { code: string; words: string }
}

export interface ThreadPages {
  pages: { items: Message[]; before: string; after?: string }[]
  pageParams: unknown[]
}

/** The server's order: the platform tells whole seconds, and the messages of one stand as their numbers say. */
export function inOrder(a: Message, b: Message): number {
  return a.at - b.at || (BigInt(a.ord) < BigInt(b.ord) ? -1 : Number(a.ord !== b.ord)) || a.id - b.id
}

/** The page that a message belongs to which is in none: the newest that begins before it. None: it comes with what is still to be loaded. */
function pageFor({ pages }: ThreadPages, row: Message): number {
  const last = pages[0]?.items.at(-1)
  if (last && pages[0]?.after && inOrder(row, last) > 0) return -1
  const page = pages.findIndex(({ items: [first] }) => first && inOrder(first, row) < 0)
  return page >= 0 || pages.at(-1)?.before ? page : pages.length - 1
}

/** Puts one changed message into a thread whose first page is the newest that is loaded. */
export function placeMessage(data: ThreadPages, id: number, row: Message | null): ThreadPages {
  const known = data.pages.findIndex((page) => page.items.some((item) => item.id === id))
  const target = known < 0 && row ? pageFor(data, row) : known
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
    const twin = free.findIndex((m) => m.kind === p.kind && said(m) === said(p) && m.id > p.after)
    if (twin >= 0) free.splice(twin, 1)
    return twin < 0
  })
}

/** By what two messages are told apart: a card by its title and where it leads. */
function said({ text, card }: { text: string; card?: Card | null }): string {
  return card ? [card.title, card.url, card.path].join('\n') : text
}
