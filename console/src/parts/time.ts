/** A translation key with its number, or a finished text. */
export type Age = { key: 'time.now' } | { key: `time.${'minutes' | 'hour' | 'hours' | 'day' | 'days'}`; n: number } | { text: string }

const minute = 60_000
const hour = 60 * minute

/** How long ago, in the largest unit that is at least one; after a week the date. */
export function age(then: number, now: number): Age {
  const past = Math.max(0, now - then)
  if (justNow(then, now)) return { key: 'time.now' }
  if (past < hour) return { key: 'time.minutes', n: Math.floor(past / minute) }
  if (past < 24 * hour) return counted('hour', Math.floor(past / hour))
  if (past < 7 * 24 * hour) return counted('day', Math.floor(past / (24 * hour)))
  return { text: day(then, now) }
}

/** One hour, two hours: English tells them apart. */
function counted(unit: 'hour' | 'day', n: number): Age {
  return { key: n === 1 ? `time.${unit}` : `time.${unit}s`, n }
}

/** Less than a minute ago, where a number says nothing yet. */
export function justNow(then: number, now: number): boolean {
  return now - then < minute
}

/** 11-03, or 2025-11-03 in another year. */
export function day(then: number, now: number): string {
  const d = new Date(then)
  const short = `${two(d.getMonth() + 1)}-${two(d.getDate())}`
  return d.getFullYear() === new Date(now).getFullYear() ? short : `${d.getFullYear()}-${short}`
}

/** 09:05 */
export function timeOfDay(then: number): string {
  const d = new Date(then)
  return `${two(d.getHours())}:${two(d.getMinutes())}`
}

/** 2026-11-03 09:05:07 */
export function stamp(then: number): string {
  const d = new Date(then)
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${timeOfDay(then)}:${two(d.getSeconds())}`
}

/** Whole days between two moments by the calendar of this machine. */
export function daysBetween(then: number, now: number): number {
  return Math.round((midnight(now) - midnight(then)) / (24 * hour))
}

export function sameDay(a: number, b: number): boolean {
  return midnight(a) === midnight(b)
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
