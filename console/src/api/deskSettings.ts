import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Schemas } from './types'

/** Sections of a desk's settings, by account; those of account 0 are for all that have none of their own. */
export const deskSettingKey = 'desk-setting'

interface Sections {
  '/business-hours': Schemas['HoursNow']
  '/rating': Schemas['SettingRatingSetting']
  '/closing': Schemas['SettingClosingSetting']
  '/card-links': Schemas['SettingCardLinksSetting']
  '/close-reasons': Schemas['SettingCloseSetting']
  '/reminders': Schemas['SettingReminderSetting']
  '/desk/figures/setting': Schemas['SettingFigureSetting']
}
type Path = keyof Sections

const params = (account: number) => ({ params: { query: { account } } })

/** One section: what is set, and how to set it; null has the account follow what is set for all. */
export function useDeskSetting<P extends Path>(path: P, account: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  // All sections are asked alike: one of their paths stands for each.
  const at = path as '/rating'
  const query = useQuery({
    queryKey: computed(() => [deskSettingKey, path, toValue(account)] as const),
    queryFn: () => answer(http.GET(at, params(toValue(account)))) as Promise<unknown> as Promise<Sections[P]>,
  })
  const save = useMutation({
    mutationFn: ({ account: of, value }: { account: number; value: Sections[P]['value'] | null }) =>
      answer(value ? http.PUT(at, { ...params(of), body: value as Sections['/rating']['value'] }) : http.DELETE(at, params(of))) as Promise<unknown> as Promise<Sections[P]>,
    onSuccess: (saved, { account: of }) => {
      client.setQueryData([deskSettingKey, path, of], saved)
      if (of === 0) void client.invalidateQueries({ queryKey: [deskSettingKey, path] })
    },
    meta: { quiet: true },
  })
  return { query, save }
}
