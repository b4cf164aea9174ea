import { bytes } from '@/parts/length'
import type { WindowView } from '@/parts/window'

/** Bytes that fit into one message. */
export const textLimit = 2048

/** What is written and not sent. */
export interface Written {
  words: string
  pictures: number
  /** The words that are sent in a moment, to which more can be put; null: none are. */
  held: string | null
}

/** Words put to those that are held, as one message. */
export const joined = (held: string, words: string) => `${held}\n${words}`

/** Whether what is written leaves with what is held, and so needs no message of its own. */
export function joins({ words, pictures, held }: Written, { reason }: WindowView): boolean {
  if (held === null || pictures > 0 || (reason !== null && reason !== 'used_up')) return false
  return bytes(joined(held, words)) <= textLimit
}

/** Why it cannot be sent now, as words and what stands in them; null when it can. Nothing is asked of the server before. */
export function refusalOf(written: Written, view: WindowView): [key: string, named?: Record<string, number>] | null {
  const { words, pictures } = written
  const count = pictures + (words === '' ? 0 : 1)
  if (joins(written, view)) return null
  if (view.reason) return [`window.${view.reason}`, { limit: view.limit }]
  if (count > view.left) return ['composer.notEnough', { left: view.left, n: count }]
  return bytes(words) > textLimit ? ['composer.tooLong'] : null
}
