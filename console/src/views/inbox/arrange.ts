import type { Message } from '@/api/types'
import { sameDay } from '@/parts/time'

export interface Arranged {
  message: Message
  newDay: boolean
  /** First of a run of bubbles of one person: gets air above, and the face. */
  first: boolean
  /** Last of a run: gets the time below. */
  last: boolean
}

const run = 3 * 60_000

/** Where days begin and which bubbles stand together. */
export function arrange(messages: Message[]): Arranged[] {
  return messages.map((message, i) => {
    const before = messages[i - 1]
    const after = messages[i + 1]
    return {
      message,
      newDay: !before || !sameDay(before.at, message.at),
      first: !before || !together(before, message),
      last: !after || !together(message, after),
    }
  })
}

function together(a: Message, b: Message): boolean {
  return (
    a.kind !== 'entered' && b.kind !== 'entered' && a.direction === b.direction && a.agent?.id === b.agent?.id &&
    b.at - a.at < run && sameDay(a.at, b.at)
  )
}
