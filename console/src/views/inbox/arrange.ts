import type { Action, Message } from '@/api/types'
import { sameDay } from '@/parts/time'

export interface Arranged {
  message: Message
  /** What was done before this message came. */
  done: Action[]
  newDay: boolean
  /** First of a run of bubbles of one person: gets air above, and the face. */
  first: boolean
  /** Last of a run: gets the time below. */
  last: boolean
}

/** A stretch of a conversation that is drawn, or not, as one. */
export interface Part {
  key: string
  items: Message[]
  before?: Message
  after?: Message
  /** What was done while these messages were said, and after the last of all. */
  actions: Action[]
}

const run = 3 * 60_000
const partSize = 50

/** Where days begin, which bubbles stand together, and what was done between them. */
export function arrange({ items, before, after, actions }: Omit<Part, 'key'>): Arranged[] {
  let told = 0
  return items.map((message, i) => {
    const from = told
    while (told < actions.length && actions[told]!.at < message.at) told++
    const previous = items[i - 1] ?? before
    const next = items[i + 1] ?? after
    return {
      message,
      done: actions.slice(from, told),
      newDay: !previous || !sameDay(previous.at, message.at),
      first: !previous || told > from || !together(previous, message),
      last: !next || actions[told]?.at! < next.at || !together(message, next),
    }
  })
}

/** The stretches of a conversation from old to new. Pages come newest first, with names that stay; one that has grown is cut into several. */
export function parts(pages: { items: Message[] }[], actions: Action[] = [], whole = true, names: unknown[] = [...pages.keys()]): Part[] {
  const cut = [...pages.keys()].reverse().flatMap((p) => {
    const items = pages[p]!.items
    const count = Math.max(1, Math.ceil(items.length / partSize))
    return Array.from({ length: count }, (_, i) => ({ key: `${String(names[p])}.${i}`, items: count === 1 ? items : items.slice(i * partSize, (i + 1) * partSize) }))
  })
  return cut.filter(({ items }) => items.length > 0).map((part, i, all) => {
    const [before, after] = [all[i - 1]?.items.at(-1), all[i + 1]?.items[0]]
    const from = before?.at ?? (whole ? 0 : part.items[0]!.at)
    const mine = actions.filter(({ at }) => at >= from && (!after || at < part.items.at(-1)!.at))
    return { ...part, before, after, actions: mine.length ? mine : none }
  })
}

/** The same empty list each time: a stretch in which nothing was done stays as it is. */
const none: Action[] = []

/** What was done after the last message of a stretch: told at its end. */
export function doneAfter({ items, actions }: Pick<Part, 'items' | 'actions'>): Action[] {
  const last = items.at(-1)?.at ?? 0
  return actions.filter(({ at }) => at >= last)
}

function together(a: Message, b: Message): boolean {
  return (
    a.kind !== 'entered' && b.kind !== 'entered' && a.direction === b.direction && a.agent?.id === b.agent?.id &&
    b.at - a.at < run && sameDay(a.at, b.at)
  )
}
