/** Days as the API writes them, yyyymmdd, the last one included. What they mean is for a time zone to say: here they are only counted. */
export interface Days {
  from: number
  to: number
}

/** As many as the server counts at once. */
export const mostDays = 92

const dayLength = 86_400_000
const momentOf = (day: number) => Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100)

function dayAt(moment: number): number {
  const d = new Date(moment)
  return d.getUTCFullYear() * 10_000 + (d.getUTCMonth() + 1) * 100 + d.getUTCDate()
}

export const plusDays = (day: number, n: number) => dayAt(momentOf(day) + n * dayLength)

export const isDay = (day: number) => Number.isInteger(day) && day > 19_700_101 && day < 99_991_231 && dayAt(momentOf(day)) === day

export const dayCount = ({ from, to }: Days) => Math.round((momentOf(to) - momentOf(from)) / dayLength) + 1

export const lastDays = (n: number, today: number): Days => ({ from: plusDays(today, 1 - n), to: today })

export const shift = ({ from, to }: Days, by: number): Days => ({ from: plusDays(from, by), to: plusDays(to, by) })

/** As many days, just before. */
export const before = (days: Days): Days => shift(days, -dayCount(days))

/** A day as date fields write it: 2026-11-28. */
export const written = (day: number) => `${Math.floor(day / 10_000)}-${String(Math.floor(day / 100) % 100).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`

export const fromWritten = (text: string) => Number(text.replaceAll('-', ''))

/** Two ends as they were set, in order, and no more days than can be counted: the end that was not set gives way. */
export function fitted(days: Days, set: 'from' | 'to'): Days {
  if (set === 'from') return { from: days.from, to: Math.min(Math.max(days.to, days.from), plusDays(days.from, mostDays - 1)) }
  return { from: Math.max(Math.min(days.from, days.to), plusDays(days.to, 1 - mostDays)), to: days.to }
}

/** From 1 Monday to 7 Sunday. */
export const weekdayOf = (day: number) => new Date(momentOf(day)).getUTCDay() || 7
