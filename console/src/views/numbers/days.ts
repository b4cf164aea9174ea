/** Days as the API writes them: yyyymmdd. */
export function dayNumber(date: Date): number {
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate()
}

/** The last n days up to today. */
export function lastDays(n: number, now: number): { from: number; to: number } {
  const from = new Date(now)
  from.setDate(from.getDate() - (n - 1))
  return { from: dayNumber(from), to: dayNumber(new Date(now)) }
}

/** A day as it is read: 11-27. */
export function dayLabel(day: number | string): string {
  const text = String(day)
  return `${Number(text.slice(4, 6))}-${text.slice(6, 8)}`
}
