import type { Quota } from '@/api/types'

const day = 24 * 3_600_000
/** Further ahead than this nobody reads a drawing. */
const farthest = 400 * day
const near = 90 * day

export type Point = [at: number, free: number]

/** How quickly places go, by the quicker of the two spans, as the forecast has it. */
export const paceOf = ({ forecast }: Pick<Quota, 'forecast'>) => Math.max(0, forecast.per_day_14, forecast.per_day_30)

/** The places left on each of the past days, and from now on at the pace of late: to zero, or as far as one looks ahead. */
export function burnDown(quota: Pick<Quota, 'days' | 'free' | 'limit' | 'forecast'>, now: number): { past: Point[]; ahead: Point[] } {
  const today = quota.days.at(-1)?.used ?? 0
  const past = quota.days.map(({ day, used }, i): Point => {
    const end = i === quota.days.length - 1 ? now : midnightAfter(day)
    return [end, Math.min(quota.limit, quota.free + today - used)]
  })
  const { full_at: full } = quota.forecast
  const end: Point = full && full - now <= farthest ? [full, 0] : [now + near, Math.max(0, Math.round(quota.free - (paceOf(quota) * near) / day))]
  return { past, ahead: quota.free > 0 ? [[now, quota.free], end] : [] }
}

function midnightAfter(date: string): number {
  const [year, month, dayOf] = date.split('-').map(Number)
  return new Date(year!, month! - 1, dayOf! + 1).getTime()
}
