/** How long something takes, as a translation key with its number: no finer than anybody plans by. */
export function duration(seconds: number): { key: `duration.${'seconds' | 'minutes' | 'hours' | 'days'}`; n: string } {
  if (seconds < 90) return { key: 'duration.seconds', n: String(Math.max(1, Math.ceil(seconds))) }
  if (seconds < 90 * 60) return { key: 'duration.minutes', n: String(Math.ceil(seconds / 60)) }
  if (seconds < 48 * 3600) return { key: 'duration.hours', n: tenth(seconds / 3600) }
  return { key: 'duration.days', n: tenth(seconds / 86_400) }
}

const tenth = (n: number) => (n < 10 ? Math.round(n * 10) / 10 : Math.round(n)).toString()
