import type { Press } from '@/api/presses'

/** The press that was waited for, of the newest two; null while there is none. first: it is the only one of its way. */
export function pressed(newest: Press[], since: number): { press: Press; first: boolean } | null {
  const press = newest[0]
  return press && press.at >= since ? { press, first: newest.length === 1 } : null
}
