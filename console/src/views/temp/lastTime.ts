import { clientKey } from '@/api/client'
import type { NewTempChat } from '@/api/types'
import { recall, remember } from '@/app/remember'
import { stamp } from '@/parts/time'

/** The settings of a visit that the next one begins with; who may come and its name are of each visit alone. */
export type LastTime = Omit<NewTempChat, 'client_key' | 'name' | 'unionid' | 'customer_id'>

const key = 'temp'

export function lastTime(): LastTime | null {
  try {
    const last = JSON.parse(recall(key) ?? 'null') as LastTime | null
    return last && last.account_id && last.channel_id && last.userid ? last : null
  } catch {
    return null
  }
}

export function rememberTime(visit: NewTempChat) {
  const { client_key: _key, name: _name, unionid: _unionid, customer_id: _customer, ...last } = visit
  remember(key, JSON.stringify(last))
}

/** 张医生 11-27 21:40 */
export const nameFor = (member: string, at: number) => `${member} ${stamp(at).slice(5, 16)}`.trim()

/** A visit like the last one, of its own. */
export function anotherLike(last: LastTime, member: string, at: number): NewTempChat {
  return { ...last, client_key: clientKey(), name: nameFor(member, at) }
}
