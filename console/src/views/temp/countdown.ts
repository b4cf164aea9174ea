/** What is left of a time, for a clock that runs down. */
export interface Left {
  days: number
  /** 03:12:08 beside the days. */
  clock: string
  /** Of the whole time, 0 to 1. */
  share: number
  /** It will not be long. */
  soon: boolean
  over: boolean
}

const day = 86_400_000
const hour = 3_600_000

/** What is left until a moment, of a time that is so long as a whole. */
export function leftUntil(until: number, whole: number, now: number): Left {
  const ms = Math.max(0, until - now)
  const seconds = Math.floor((ms % day) / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return {
    days: Math.floor(ms / day),
    clock: parts.map((n) => String(n).padStart(2, '0')).join(':'),
    share: whole > 0 ? Math.min(1, ms / whole) : 0,
    soon: ms < Math.min(2 * hour, whole / 5),
    over: ms === 0,
  }
}
