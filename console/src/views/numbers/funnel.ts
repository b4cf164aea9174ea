import type { Statistics } from '@/api/types'

/** One step of the funnel: n, as wide as its share of the widest; percent is of those added, where it can be said. */
export interface Step { event: string; n: number; share: number; percent: number | null }

/** The steps in their order. Without presses nobody needs to hear of buttons; a bar is never wider than the whole. */
export function funnelSteps({ pressed, added, wrote, left }: NonNullable<Statistics['funnel']>, pending: number): Step[] {
  const before = [...(pressed ? [['pressed', pressed] as const] : []), ...(pending || pressed ? [['pending', pending] as const] : [])]
  const after = [['added', added], ['wrote', wrote], ['left', left]] as const
  const widest = Math.max(1, pressed, pending, added)
  const step = (event: string, n: number, percent: number | null) => ({ event, n, share: n / widest, percent })
  return [...before.map(([event, n]) => step(event, n, null)), ...after.map(([event, n]) => step(event, n, added ? Math.round((n / added) * 100) : null))]
}
