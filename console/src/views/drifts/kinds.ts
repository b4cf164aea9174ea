import type { Drift, DriftDecision } from '@/api/types'

/** The lists of the page: open drifts by kind, ignored ones, and ways whose creation is unknown. */
export const lists = ['differs', 'only_there', 'only_here', 'unreadable', 'unknown', 'ignored'] as const
export type ListKind = (typeof lists)[number]
export type Action = DriftDecision['action']

/** The platform does not let anybody change these. */
export const fixed: readonly string[] = ['qr_url', 'is_exclusive']

/** What can be decided about a drift. */
export function actionsOf(drift: Drift): Action[] {
  if (drift.state === 'settled') return []
  const all: Action[] = []
  if (drift.kind === 'differs' && drift.fields.some(({ field }) => !fixed.includes(field))) all.push('push')
  if (drift.kind !== 'unreadable' && (drift.kind !== 'only_there' || drift.way_kind === 'contact')) all.push('adopt')
  all.push('check')
  if (drift.state === 'open') all.push('ignore')
  return all
}

/** What can be decided about several: whatever fits one of them, the others are left and named. */
export function actionsOfAll(drifts: Drift[]): Action[] {
  const fit = new Set(drifts.flatMap(actionsOf))
  return (['push', 'adopt', 'check', 'ignore'] as const).filter((action) => fit.has(action))
}

/** The word for an action: adopting means something else for each kind. */
export function wordOf(action: Action, kind: Drift['kind']): Action | 'adoptNew' | 'adoptGone' {
  if (action !== 'adopt') return action
  return kind === 'only_there' ? 'adoptNew' : kind === 'only_here' ? 'adoptGone' : 'adopt'
}

/** The settings in the platform's copy of a contact way, by the names the ledger has for them. */
export function settingsOf(theirs: unknown): { field: string; value: unknown }[] {
  const copy = (theirs ?? {}) as Record<string, unknown>
  const names = { remark: 'remark', state: 'state', user: 'users', party: 'parties', type: 'type', scene: 'scene', style: 'style', skip_verify: 'skip_verify', mark_source: 'mark_source', is_exclusive: 'is_exclusive', qr_code: 'qr_url' }
  return Object.entries(names)
    .filter(([key]) => copy[key] !== undefined && (key !== 'style' || copy.scene === 1))
    .map(([key, field]) => ({ field, value: copy[key] }))
}

/** The best name there is. */
export function nameOf(drift: Drift): string {
  if (drift.way_name) return drift.way_name
  const { remark, state } = (drift.theirs ?? {}) as { remark?: string; state?: string }
  return remark?.trim() || state?.trim() || ''
}
