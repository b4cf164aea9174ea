import { tr } from '@/app/i18n'
import type { Pool } from '@/api/types'

/** How long a pool has room, in words. */
export function lasts(pool: Pool): string {
  if (pool.days_left < 0) return '–'
  if (pool.days_left < 2) return tr('pools.hours', { n: Math.round(pool.days_left * 24) })
  return tr('pools.days', { n: Math.round(pool.days_left) })
}
