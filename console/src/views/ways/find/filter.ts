import type { LocationQuery } from 'vue-router'
import type { WayFilter } from '@/api/wayFilter'

/** What the filters may say, where it is one of a few. */
export const choices = {
  kind: ['contact', 'join', 'temp'],
  phase: ['live', 'unsettled', 'unknown', 'deleted'],
  drift: ['any', 'differs', 'gone'],
} as const
const words = ['q', 'member'] as const
const numbers = ['account', 'channel', 'folder', 'label', 'owner', 'scene', 'import', 'created_from', 'created_to', 'unused_days'] as const

/** The folder of ways that are in none, and the owner of those that nobody looks after. */
export const noneAsked = -1
const mayBeNone: readonly string[] = ['folder', 'owner']

export type FilterName = keyof WayFilter
const names: readonly FilterName[] = [...words, ...(Object.keys(choices) as (keyof typeof choices)[]), ...numbers]

/** The filter that an address says, without what it does not say right. */
export function readFilter(query: LocationQuery | WayFilter): WayFilter {
  const said = query as Record<string, unknown>
  const found: Record<string, string | number> = {}
  for (const name of words) {
    const text = said[name]
    if (typeof text === 'string' && text.trim()) found[name] = text.trim().slice(0, 100)
  }
  for (const [name, of] of Object.entries(choices)) if ((of as readonly unknown[]).includes(said[name])) found[name] = said[name] as string
  for (const name of numbers) {
    const n = Number(said[name] ?? NaN)
    if (Number.isSafeInteger(n) && (n > 0 || (n === noneAsked && mayBeNone.includes(name))) && !(name === 'scene' && n > 2)) found[name] = n
  }
  return found
}

/** The filter with something else asked for; what is empty is asked for no more. */
export function withFilter(filter: WayFilter, change: WayFilter): WayFilter {
  return readFilter({ ...filter, ...change })
}

export const filterNames = (filter: WayFilter) => names.filter((name) => filter[name] !== undefined)

export function sameFilter(a: WayFilter, b: WayFilter): boolean {
  const [one, other] = [readFilter(a), readFilter(b)]
  return names.every((name) => one[name] === other[name])
}

/** The days that the filter names, as a date field has them: both inclusive. */
export function daysOf({ created_from, created_to }: WayFilter): { from: string; to: string } {
  return { from: created_from ? dayText(created_from) : '', to: created_to ? dayText(created_to - 1) : '' }
}

/** From the morning of one day to the end of another; a range that ends before it begins is turned round. */
export function createdBetween(from: string, to: string): WayFilter {
  const [a, b] = from && to && from > to ? [to, from] : [from, to]
  return { created_from: a ? midnight(a, 0) : undefined, created_to: b ? midnight(b, 1) : undefined }
}

function midnight(text: string, later: number): number | undefined {
  const [y, m, d] = text.split('-').map(Number)
  return new Date(y!, m! - 1, d! + later).getTime() || undefined
}

export function dayText(at: number): string {
  const d = new Date(at)
  return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
}
