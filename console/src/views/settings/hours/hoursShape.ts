import type { Schemas } from '@/api/types'
import { momentOf, wallOf } from '@/parts/zone'

export type Hours = Schemas['Hours']
export type HoursShift = Schemas['HoursShift']
export type HoursOnDate = Schemas['HoursOnDate']

export const blankShift = (): HoursShift => ({ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' })
export const blankDate = (date: string): HoursOnDate => ({ from: date, note: '', shifts: [] })

export type Gap = 'days' | 'time' | 'date' | 'backwards' | 'empty'

/** What a form must still ask for, by place; the server says the rest. */
export function gapsOf(hours: Hours): Record<string, Gap> {
  if (hours.always) return {}
  const found: Record<string, Gap> = {}
  const look = (at: string, shifts: readonly HoursShift[], weekly: boolean) =>
    shifts.forEach((shift, i) => {
      if (!shift.from || !shift.to) found[`${at}[${i}]`] = 'time'
      else if (weekly && !shift.days?.length) found[`${at}[${i}]`] = 'days'
    })
  look('shifts', hours.weekly, true)
  hours.special.forEach((date, i) => {
    if (!date.from) found[`special[${i}]`] = 'date'
    else if (date.to && date.to < date.from) found[`special[${i}]`] = 'backwards'
    look(`special[${i}].shifts`, date.shifts, false)
  })
  if (!hours.weekly.length && !hours.special.some((date) => date.shifts.length)) found.shifts = 'empty'
  return found
}

/** When the desk opens or closes next, as people say it there: which day, and the time. */
export function changeWords(at: number, now: number, zone: string): { day: 'today' | 'tomorrow' | 'later'; date: string; weekday: number; time: string } {
  const then = wallOf(at, zone)
  const today = wallOf(now, zone).date
  const tomorrow = wallOf(momentOf(`${today}T12:00`, zone) + 86_400_000, zone).date
  return { day: then.date === today ? 'today' : then.date === tomorrow ? 'tomorrow' : 'later', date: then.date.slice(5), weekday: then.weekday, time: then.time }
}

/** A shift's part of a day, in shares of it. */
export interface Bar {
  day: number
  left: number
  width: number
}

/** The week as it is drawn: what goes on after midnight stands on the next day. */
export function weekBars(weekly: readonly HoursShift[]): Bar[] {
  return weekly.flatMap((shift) => {
    const from = share(shift.from)
    const to = share(shift.to)
    if (from === null || to === null) return []
    return (shift.days ?? []).flatMap((day) =>
      to > from ? [{ day, left: from, width: to - from }] : [{ day, left: from, width: 1 - from }, { day: (day % 7) + 1, left: 0, width: to }].filter((bar) => bar.width > 0),
    )
  })
}

function share(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number)
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : (hours * 60 + minutes) / 1440
}
