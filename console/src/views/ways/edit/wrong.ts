import { bytes, codePoints } from '@/parts/length'
import type { Way } from '@/api/types'
import type { Draft, Rooms } from './draft'

/** The platform's and our own limits. */
export const limits = { name: 60, remark: 30, note: 500, chats: 5, room: 40, welcome: 4000 }

export type Gap = { key: 'wayForm.required' | 'wayForm.longWelcome' | 'edit.badNumber' } | { key: 'wayForm.tooLong' | 'edit.tooMany'; n: number }

const long = (text: string, n: number): Gap | undefined => (codePoints(text) > n ? { key: 'wayForm.tooLong', n } : undefined)

/** What is wrong with a draft, by field. */
export function wrongOf(way: Way, draft: Draft): Partial<Record<keyof Draft, Gap>> {
  const contact = way.kind !== 'join'
  const found: Partial<Record<keyof Draft, Gap | undefined>> = {
    name: draft.name.trim() ? long(draft.name, limits.name) : { key: 'wayForm.required' },
    channel_id: draft.channel_id ? undefined : { key: 'wayForm.required' },
    remark: long(draft.remark, limits.remark),
    note: long(draft.note, limits.note),
    welcome: bytes(draft.welcome.text ?? '') > limits.welcome ? { key: 'wayForm.longWelcome' } : undefined,
    users: contact && !way.plan && draft.users.length + draft.parties.length === 0 ? { key: 'wayForm.required' } : undefined,
    ...(!contact && wrongRooms(way.pool_id > 0, draft)),
  }
  return Object.fromEntries(Object.entries(found).filter(([, gap]) => gap)) as Partial<Record<keyof Draft, Gap>>
}

/** What is wrong with the groups of a join way; those of a pool are the pool's. */
export function wrongRooms(pooled: boolean, rooms: Rooms): Partial<Record<keyof Rooms, Gap | undefined>> {
  const many: Gap | undefined = rooms.chats.length > limits.chats ? { key: 'edit.tooMany', n: limits.chats } : undefined
  return {
    chats: pooled || rooms.chats.length ? many : { key: 'wayForm.required' },
    room_base_name: long(rooms.room_base_name, limits.room),
    room_base_id: Number.isInteger(rooms.room_base_id) && rooms.room_base_id >= 0 ? undefined : { key: 'edit.badNumber' },
  }
}
