import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { StatFilter } from './statistics'
import type { Schemas } from './types'

export type Press = Schemas['PressItem']

/** Which presses are meant; days are yyyymmdd. no_page and no_button: those that named none. */
export type PressFilter = Partial<Pick<StatFilter, 'from' | 'to' | 'channel' | 'way'>> & { page?: string; button?: string; no_page?: boolean; no_button?: boolean }

type Page = { items: Press[]; next: string }

const ask = (filter: PressFilter, limit: number, after: string, signal?: AbortSignal) =>
  answer<Page>(http.GET('/presses', { params: { query: { limit, ...filter, ...(after && { after }) } }, signal }))

/** The presses behind a number of them, newest first. */
export function usePresses(filter: MaybeRefOrGetter<PressFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['presses', toValue(filter)] as const),
    queryFn: ({ pageParam, signal }) => ask(toValue(filter), 50, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

export const newestPressesKey = (way: number) => ['newest-presses', way] as const

/** The newest two presses of a way. The stream says when there is another; a slow look heals. */
export function useNewestPresses(way: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => newestPressesKey(toValue(way))),
    queryFn: ({ signal }) => ask({ way: toValue(way) }, 2, '', signal),
    select: (page) => page.items,
    refetchInterval: 20_000,
    enabled: computed(() => toValue(way) > 0),
  })
}

/** The presses that a mark of the statistics counts: of its line, within what is looked at. */
export function pressesBehind(filter: StatFilter, what: Record<string, string | number>): PressFilter {
  const { from, to, channel, way } = filter
  const found: PressFilter = { from, to, ...(channel && { channel }), ...(way && { way }) }
  for (const name of ['from', 'to', 'channel', 'way'] as const) if (what[name] !== undefined) found[name] = Number(what[name])
  for (const name of ['page', 'button'] as const) if (what[name] !== undefined) Object.assign(found, what[name] === '' ? { [`no_${name}`]: true } : { [name]: String(what[name]) })
  return found
}
