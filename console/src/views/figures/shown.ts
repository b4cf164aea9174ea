import type { Column } from './columns'

/** How long something took, in its two largest units: what a person would say. */
export function spell(ms: number, t: (key: string, named: { n: string | number }) => string): string {
  const seconds = Math.round(ms / 1000)
  const say = (unit: 'seconds' | 'minutes' | 'whole' | 'hours' | 'days', n: string | number) => t(`figures.unit.${unit}`, { n })
  if (seconds < 60) return say('seconds', seconds)
  if (seconds < 3600 && seconds % 60 === 0) return say('whole', seconds / 60)
  if (seconds < 3600) return say('minutes', Math.floor(seconds / 60)) + rest(seconds % 60, (n) => say('seconds', n))
  const minutes = Math.round(seconds / 60)
  if (minutes < 24 * 60) return say('hours', Math.floor(minutes / 60)) + rest(minutes % 60, (n) => say('minutes', n))
  const hours = Math.round(minutes / 60)
  return say('days', Math.floor(hours / 24)) + rest(hours % 24, (n) => say('hours', n))
}

const rest = (n: number, say: (n: string) => string) => (n ? say(String(n).padStart(2, '0')) : '')

/** A number as it is read; null was not measured. */
export function shown(column: Pick<Column, 'kind'>, value: number | null, t: Parameters<typeof spell>[1]): string {
  if (value === null) return '—'
  switch (column.kind) {
    case 'time':
      return spell(value, t)
    case 'share':
      return `${Number(value.toFixed(1))}%`
    case 'mean':
      return value.toFixed(2)
    default:
      return value.toLocaleString('en-US')
  }
}

/** Titles of files name the unit; here it stands with each number. */
export const withoutUnit = (title: string) => title.replace(/\s*[（(](秒|s|%)[)）]$/, '')

/** Whether a number is better, worse or neither than that of the days before. Counts are neither: more work is no merit. */
export function better(column: Pick<Column, 'figure' | 'kind'>, now: number | null, then: number | null): 'better' | 'worse' | null {
  if (now === null || then === null || now === then) return null
  if (column.kind === 'time') return now < then ? 'better' : 'worse'
  if (column.kind === 'share' || column.kind === 'mean') return now > then ? 'better' : 'worse'
  return column.figure === 'missed' ? (now < then ? 'better' : 'worse') : null
}
