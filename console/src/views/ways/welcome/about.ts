import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useAccounts, useMembers } from '@/api/accounts'
import { useChannels } from '@/api/channels'
import type { About } from './preview'

/** What a form says of the way that a welcome is for. */
export interface Written {
  way: number
  account: number
  channel: number
  name: string
  users: readonly string[]
}

export function useAbout(written: MaybeRefOrGetter<Written>) {
  const { data: accounts } = useAccounts()
  const { data: channels } = useChannels()
  const members = useMembers(() => toValue(written).account)
  return computed<About>(() => {
    const { way, account, channel, name, users } = toValue(written)
    const first = users[0]?.toLowerCase()
    return {
      way, name, member: members.data.value?.items.find((m) => m.userid.toLowerCase() === first)?.name ?? users[0] ?? '',
      channel: channels.value?.find((c) => c.id === channel), zone: accounts.value?.find((a) => a.id === account)?.time_zone || 'Asia/Shanghai',
    }
  })
}
