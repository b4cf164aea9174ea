import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAccounts, useAllMembers } from '@/api/accounts'
import { useAgents } from '@/api/agents'
import { useChannelNames } from '@/api/channels'
import { useFolders, useLabels } from '@/api/sorting'
import type { WayFilter } from '@/api/wayFilter'
import { daysOf, noneAsked, type FilterName } from './filter'
import { branches } from './folders'

/** Puts what a filter asks for into words: names instead of ids. */
export function useFilterWords(filter: Ref<WayFilter>) {
  const { t } = useI18n()
  const { data: accounts } = useAccounts()
  const { data: channels } = useChannelNames()
  const { data: agents } = useAgents()
  const { data: folders } = useFolders()
  const { data: labels } = useLabels()
  const members = useAllMembers(() => !!filter.value.member)
  const paths = computed(() => branches(folders.value ?? []).map(({ id, path }) => ({ id, name: path })))
  /** Until the list is there the number stands for the name; one that is not in it is gone. */
  const name = (rows: { id: number; name: string }[] | undefined, id: number) => rows?.find((row) => row.id === id)?.name ?? (rows ? t('find.gone') : `#${id}`)

  function value(of: FilterName): string {
    const f = filter.value
    switch (of) {
      case 'account':
        return name(accounts.value, f.account!)
      case 'channel':
        return name(channels.value, f.channel!)
      case 'folder':
        return f.folder === noneAsked ? t('find.noFolder') : name(folders.value && paths.value, f.folder!)
      case 'label':
        return name(labels.value, f.label!)
      case 'owner':
        return f.owner === noneAsked ? t('find.noOwner') : name(agents.value, f.owner!)
      case 'member':
        return members.value.find((m) => m.userid.toLowerCase() === f.member!.toLowerCase())?.name || f.member!
      case 'kind':
      case 'phase':
      case 'drift':
      case 'scene':
        return t(`find.${of}.${f[of]}`)
      case 'import':
        return t('find.importN', { n: f.import! })
      case 'unused_days':
        return t('find.days', { n: f.unused_days! })
      case 'created_from':
      case 'created_to':
        return created()
    }
    return String(f[of])
  }

  function created(): string {
    const { from, to } = daysOf(filter.value)
    return from && to ? t('find.between', { from, to }) : from ? t('find.since', { day: from }) : t('find.until', { day: to })
  }
  return { value, field: (of: FilterName) => t(`find.fields.${of}`) }
}
