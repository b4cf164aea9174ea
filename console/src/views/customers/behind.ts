import type { LocationQuery } from 'vue-router'
import { customerEvents, type CustomerEvent, type CustomerFilter } from '@/api/customers'

export type Behind = Omit<CustomerFilter, 'q' | 'channel'>

/** The customers behind a number: what the address says of them, without what it does not say right. */
export function behindNumber(query: LocationQuery): Behind {
  const found: Behind = {}
  for (const name of ['way', 'from', 'to', 'weekday', 'hour'] as const) {
    const n = Number(query[name] ?? NaN)
    if (Number.isInteger(n) && n >= 0) found[name] = n
  }
  for (const name of ['member', 'group'] as const) if (typeof query[name] === 'string' && query[name]) found[name] = query[name]
  if (customerEvents.includes(query.event as CustomerEvent)) found.event = query.event as CustomerEvent
  return found
}
