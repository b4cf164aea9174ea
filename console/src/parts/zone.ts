/** What a clock on the wall of a time zone shows at a moment: its date, its time, its day of the week from 1 Monday to 7 Sunday. */
export interface Wall {
  date: string
  time: string
  weekday: number
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Reads the clock of a zone. A zone that this machine does not know shows its own. */
export function wallOf(at: number, zone: string): Wall {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, value]))
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}`, weekday: weekdays.indexOf(parts.weekday ?? '') + 1 }
}

/** The moment at which a zone's clock shows a date and time, as a datetime field writes them: 2026-11-28T09:00. */
export function momentOf(local: string, zone: string): number {
  const wanted = Date.parse(`${local.slice(0, 16)}:00Z`)
  // The offset there is that of a moment we only know when we have it: asked twice, it is right on both sides of a change.
  const first = wanted - offsetOf(wanted, zone)
  return wanted - offsetOf(first, zone)
}

function offsetOf(at: number, zone: string): number {
  const { date, time } = wallOf(at, zone)
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(at / 60_000) * 60_000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const wanted = { hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short' } as const
  const made = format(wanted, zone)
  formats.set(zone, made)
  return made
}

function format(wanted: Intl.DateTimeFormatOptions, timeZone: string) {
  try {
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-US', wanted)
  }
}
