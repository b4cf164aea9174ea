/** Ways to be off, as a person says them. */
export const offChoices = ['hour', 'morning', 'date', 'always'] as const
export type OffChoice = (typeof offChoices)[number]

export const always = -1
export const isOff = (until: number, now: number) => until === always || until > now

const hour = 3_600_000

/** When the morning begins. */
const morning = 8

/** Until when, in the company's time zone; date is yyyy-mm-dd, the day they are back. 0: not chosen yet. */
export function offUntil(choice: OffChoice, date: string, now: number, zone: string): number {
  switch (choice) {
    case 'hour':
      return now + hour
    case 'morning':
      return at(dayAfter(now, 1, zone), morning, zone)
    case 'date':
      return date ? at(date, 0, zone) : 0
    case 'always':
      return always
  }
}

/** The calendar day some days from now: yyyy-mm-dd. */
export function dayAfter(now: number, days: number, zone: string): string {
  const today = new Date(now + shift(now, zone))
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days)).toISOString().slice(0, 10)
}

/** The moment of a whole hour of a day. The shift is looked up twice: around a change of clocks the first is that of another day. */
function at(day: string, hours: number, zone: string): number {
  const local = Date.parse(`${day}T00:00:00Z`) + hours * hour
  const first = local - shift(local, zone)
  return local - shift(first, zone)
}

/** How far the clocks of a zone are before UTC. */
function shift(then: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone || 'Asia/Shanghai', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(then)
  const n = (type: string) => Number(parts.find((p) => p.type === type)?.value)
  return Date.UTC(n('year'), n('month') - 1, n('day'), n('hour'), n('minute'), n('second')) - Math.floor(then / 1000) * 1000
}
