import type { Plan, WayInput, WelcomePlan } from '@/api/types'
import { bytes, codePoints } from '@/parts/length'
import type { Rooms } from './edit/draft'
import { type Gap, limits, wrongRooms } from './edit/wrong'
import { blankPlan, missing } from './plan/shape'
import { tidy } from './welcome/shape'

/** What the form of a new way holds. */
export interface Wish {
  kind: 'qr' | 'button' | 'join'
  style: number
  who: 'always' | 'plan'
  plan: Plan
  by: 'groups' | 'pool'
  pool: number
  rooms: Rooms
  name: string
  remark: string
  users: string[]
  parties: number[]
  skipVerify: boolean
  exclusive: boolean
  welcome: WelcomePlan
  tags: string[]
  rule: string
  folder: number
  labels: number[]
  owner: number
  prefix: string
  note: string
}

export const blankWish = (folder = 0): Wish => ({
  kind: 'qr', style: 1, who: 'always', plan: blankPlan() as Plan, by: 'groups', pool: 0, rooms: { chats: [], auto_create_room: false, room_base_name: '', room_base_id: 0 },
  name: '', remark: '', users: [], parties: [], skipVerify: true, exclusive: false, welcome: {}, tags: [], rule: '', folder, labels: [], owner: 0, prefix: '', note: '',
})

/** One member makes a way for one: its button has a style more, and WeCom shows who it is. */
export const isSingle = (w: Wish) => w.who === 'always' && w.users.length === 1 && w.parties.length === 0

export type WishGap = Gap | { key: 'wayForm.planGaps' | 'wayForm.badPrefix' }
export type WishField = 'channel' | 'name' | 'remark' | 'note' | 'users' | 'plan' | 'welcome' | 'prefix' | 'pool' | 'chats' | 'room_base_name' | 'room_base_id'

const required: WishGap = { key: 'wayForm.required' }
const long = (text: string, n: number): WishGap | undefined => (codePoints(text) > n ? { key: 'wayForm.tooLong', n } : undefined)

/** What is wrong with a wish, by field. */
export function wrongWish(w: Wish, channel: number): Partial<Record<WishField, WishGap>> {
  const found: Partial<Record<WishField, WishGap | undefined>> = {
    channel: channel ? undefined : required,
    name: w.name.trim() ? long(w.name, limits.name) : required,
    remark: long(w.remark, limits.remark),
    note: long(w.note, limits.note),
    prefix: /^[\w-]{0,18}$/.test(w.prefix) ? undefined : { key: 'wayForm.badPrefix' },
    ...(w.kind === 'join' ? { pool: w.by === 'pool' && !w.pool ? required : undefined, ...wrongRooms(w.by === 'pool', w.rooms) } : wrongContact(w)),
  }
  return Object.fromEntries(Object.entries(found).filter(([, gap]) => gap)) as Partial<Record<WishField, WishGap>>
}

function wrongContact(w: Wish): Partial<Record<WishField, WishGap | undefined>> {
  return {
    users: w.who === 'plan' || w.users.length + w.parties.length ? undefined : required,
    plan: w.who === 'plan' && Object.keys(missing(w.plan)).length ? { key: 'wayForm.planGaps' } : undefined,
    welcome: bytes(w.welcome.text ?? '') > limits.welcome ? { key: 'wayForm.longWelcome' } : undefined,
  }
}

/** A wish as the server takes it. */
export function inputOf(w: Wish): Omit<WayInput, 'client_key' | 'account_id' | 'channel_id'> {
  return {
    name: w.name.trim(), remark: w.remark.trim(), note: w.note.trim(), ...(w.prefix && { state_prefix: w.prefix }),
    ...(w.folder && { folder_id: w.folder }), ...(w.labels.length && { labels: w.labels }), ...(w.owner && { owner_id: w.owner }),
    ...(w.kind === 'join' ? joining(w) : contact(w)),
  }
}

function joining(w: Wish): Partial<WayInput> {
  const { chats, ...rooms } = w.rooms
  return { kind: 'join', scene: 2, ...(w.by === 'pool' ? { pool_id: w.pool } : { chats }), ...(rooms.auto_create_room && { ...rooms, room_base_name: rooms.room_base_name.trim() }) }
}

function contact(w: Wish): Partial<WayInput> {
  const welcome = tidy(w.welcome)
  return {
    skip_verify: w.skipVerify, is_exclusive: w.exclusive, ...(w.kind === 'button' ? { scene: 1, style: w.style } : { scene: 2 }),
    ...(w.who === 'plan' ? { plan: w.plan } : { users: w.users, type: isSingle(w) ? 1 : 2, ...(w.parties.length && { parties: w.parties }) }),
    ...(Object.keys(welcome).length && { welcome }), ...(w.tags.length && { tags: w.tags }), ...(w.rule.trim() && { remark_rule: w.rule.trim() }),
  }
}
