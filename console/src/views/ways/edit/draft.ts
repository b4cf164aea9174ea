import type { Conflict } from '@/api/wayChange'
import type { Way, WayChange } from '@/api/types'

/** The settings that the form changes; the schedule and the pool have their own. */
export const fieldNames = [
  'channel_id', 'name', 'note', 'folder_id', 'labels', 'owner_id', 'remark', 'skip_verify', 'style', 'users', 'parties', 'welcome', 'tags',
  'remark_rule', 'chats', 'auto_create_room', 'room_base_name', 'room_base_id',
] as const
export type FieldName = (typeof fieldNames)[number]
export type Draft = Pick<Way, FieldName>
/** The groups that a join way leads to. */
export type Rooms = Pick<Way, 'chats' | 'auto_create_room' | 'room_base_name' | 'room_base_id'>

/** Lists without an order of their own: what two people add and take away goes together. */
const lists: readonly FieldName[] = ['users', 'parties', 'tags', 'labels', 'chats']

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const key = (value: unknown) => (Array.isArray(value) ? JSON.stringify([...value].sort()) : JSON.stringify(value))
const same = (a: unknown, b: unknown) => key(a) === key(b)

export function draftOf(way: Way): Draft {
  return copy(Object.fromEntries(fieldNames.map((name) => [name, way[name]]))) as Draft
}

/** What the draft changes of the way it was begun with. */
export function changeOf(base: Way, draft: Draft): WayChange {
  return Object.fromEntries(fieldNames.filter((name) => !same(base[name], draft[name])).map((name) => [name, draft[name]]))
}

/** The draft on a newer way: what was not changed follows it, what was changed stays; of a conflict, what was chosen. */
export function rebase(base: Way, draft: Draft, newer: Way, conflicts: Conflict[], mine: ReadonlySet<string>): Draft {
  const theirs = new Map(conflicts.filter(({ field }) => !mine.has(field)).map(({ field, theirs }) => [field, theirs]))
  const pick = (name: FieldName): unknown => {
    if (theirs.has(name)) return theirs.get(name)
    if (same(base[name], draft[name])) return newer[name]
    if (!lists.includes(name) || mine.has(name)) return draft[name]
    return merge(base[name] as unknown[], draft[name] as unknown[], newer[name] as unknown[])
  }
  return copy(Object.fromEntries(fieldNames.map((name) => [name, pick(name)]))) as Draft
}

function merge(base: unknown[], mine: unknown[], newer: unknown[]): unknown[] {
  const kept = newer.filter((item) => mine.includes(item) || !base.includes(item))
  return [...kept, ...mine.filter((item) => !base.includes(item) && !kept.includes(item))]
}
