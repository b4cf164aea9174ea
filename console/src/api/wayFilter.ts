import type { Schemas, Way } from './types'

/** Which ways a list shows, by the names that the server has for it. What is not asked for is left out. */
export type WayFilter = Schemas['WayFilter']

/** As far as a changed row tells: whether it may stand in a list. Folders within folders are for the server to know. */
export function fits(filter: WayFilter, row: Way): boolean {
  if (row.kind === 'temp' && filter.kind !== 'temp') return false
  if (filter.kind && filter.kind !== row.kind) return false
  if (filter.account && filter.account !== row.account_id) return false
  if (filter.folder === -1 && row.folder_id) return false
  if (filter.channel && filter.channel !== row.channel_id) return false
  if (filter.label && !row.labels.includes(filter.label)) return false
  if (filter.owner && Math.max(filter.owner, 0) !== row.owner_id) return false
  return !filter.scene || filter.scene === row.scene
}

/** Whether a row that was not there may be put in: only where the row alone tells all that is asked for. */
export function tells(filter: WayFilter): boolean {
  const told: (keyof WayFilter)[] = ['account', 'kind', 'channel', 'label', 'owner', 'scene']
  return Object.keys(filter).every((name) => told.includes(name as keyof WayFilter))
}
