import { computed, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { useMembers } from '@/api/accounts'
import { useAgents } from '@/api/agents'
import { useChannelNames } from '@/api/channels'
import { useDepartments } from '@/api/members'
import { useChats, useFolders, useLabels, useTags } from '@/api/sorting'
import type { Plan, Settings } from '@/api/types'
import { branches } from '../find/folders'

type Welcome = NonNullable<Settings['welcome']>

/** Puts settings of a way into words: names instead of ids, and what is long in short. */
export function useFieldWords(account: MaybeRefOrGetter<number>) {
  const { t, te } = useI18n()
  const { data: channels } = useChannelNames()
  const { data: agents } = useAgents()
  const members = useMembers(account)
  const { data: departments } = useDepartments(account)
  const { data: folders } = useFolders()
  const { data: labels } = useLabels()
  const { data: tags } = useTags(account)
  const { data: chats } = useChats(account)
  const people = computed(() => new Map(members.data.value?.items.map((m) => [m.userid.toLowerCase(), m.name || m.userid])))

  const member = (id: string) => people.value.get(id.toLowerCase()) ?? id
  const department = (id: number) => departments.value?.find((d) => d.id === id)?.name || `#${id}`
  const tag = (id: string) => tags.value?.flatMap((group) => group.tags).find((row) => row.id === id)?.name ?? id
  const chat = (id: string) => chats.value?.find((row) => row.chat_id === id)?.name || id
  const nameOf = (list: { id: number; name: string }[] | undefined, id: unknown) => list?.find((row) => row.id === id)?.name ?? `#${String(id)}`

  function value(name: string, said: unknown): string {
    const empty = said === null || said === undefined || said === '' || (Array.isArray(said) && said.length === 0)
    if (typeof said === 'boolean') return t(said ? 'common.yes' : 'common.no')
    if (empty || (said === 0 && name !== 'room_base_id')) return t('common.none')
    switch (name) {
      case 'channel_id':
        return nameOf(channels.value, said)
      case 'folder_id':
        return branches(folders.value ?? []).find((row) => row.id === said)?.path ?? `#${String(said)}`
      case 'labels':
        return (said as number[]).map((id) => nameOf(labels.value, id)).join('、')
      case 'tags':
        return (said as string[]).map(tag).join('、')
      case 'chats':
        return (said as string[]).map(chat).join('、')
      case 'owner_id':
        return nameOf(agents.value, said)
      case 'users':
        return (said as string[]).map(member).join('、')
      case 'parties':
        return (said as number[]).map(department).join('、')
      case 'style':
        return t('wayForm.styleN', { n: said as number })
      case 'welcome':
        return welcome(said as Welcome)
      case 'plan':
        return t('change.planOf', { n: (said as Plan).shifts.length })
    }
    if (Array.isArray(said)) return said.join('、')
    return typeof said === 'object' ? JSON.stringify(said) : String(said)
  }

  function welcome({ text, attachments, hours }: Welcome): string {
    const parts = [text, attachments?.length && t('change.attachments', { n: attachments.length }), hours?.length && t('change.hours', { n: hours.length })]
    return parts.filter(Boolean).join(' · ') || t('common.none')
  }

  const agent = (id: number) => agents.value?.find((row) => row.id === id)?.name
  const field = (name: string) => (te(`change.fields.${name}`) ? t(`change.fields.${name}`) : name)
  return { field, value, member, department, agent, chat }
}
