import type { Plan, Shift, Special } from '@/api/types'

export const blankShift = (): Shift => ({ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', people: [] })
export const blankSpecial = (date: string): Special => ({ from: date, to: date, note: '', shifts: [] })
export const blankPlan = (): Plan => ({ shifts: [blankShift()], special: [], backup: [], cap: 0, mode: 'all' })

/** What a form must still ask for, by place; the server says the rest. */
export function missing(plan: Plan): Record<string, string> {
  const found: Record<string, string> = {}
  const look = (at: string, shifts: readonly Shift[], weekly: boolean) =>
    shifts.forEach((shift, i) => {
      if (weekly && !shift.days?.length) found[`${at}[${i}]`] = 'days'
      else if (!shift.people?.length && !shift.parties?.length) found[`${at}[${i}]`] = 'people'
    })
  look('shifts', plan.shifts, true)
  plan.special?.forEach((date, i) => look(`special[${i}].shifts`, date.shifts ?? [], false))
  if (plan.shifts.length === 0 && !plan.special?.length && !plan.backup?.length) found.shifts = 'empty'
  return found
}

/** A part of one day of a week, in shares of that day. */
export interface Bar {
  day: number
  left: number
  width: number
  part: number
}

const aDay = 86_400_000

/** Cuts the parts of a week at midnights; the week begins where its first part does. */
export function bars(parts: readonly { from: number; to: number }[]): Bar[] {
  const begin = parts[0]?.from ?? 0
  return parts.flatMap(({ from, to }, part) => {
    const pieces: Bar[] = []
    for (let at = from - begin; at < to - begin; ) {
      const day = Math.floor(at / aDay)
      const end = Math.min(to - begin, (day + 1) * aDay)
      if (day < 7) pieces.push({ day, left: (at - day * aDay) / aDay, width: (end - at) / aDay, part })
      at = end
    }
    return pieces
  })
}
