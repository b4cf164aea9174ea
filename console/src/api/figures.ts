import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, base, http } from './client'
import type { Schemas } from './types'

export type Counted = Schemas['Counted']
export type Figures = Schemas['Figures']
export type FigureRow = Figures['rows'][number]
export type FigureDefinition = Schemas['FigureDefinition']

export const splits = ['day', 'hour', 'agent', 'team', 'account'] as const
export type Split = (typeof splits)[number]

/** Figures whose conversations can be opened. */
export const openable = ['started', 'taken', 'closed', 'waiting', 'first_answer', 'in_target', 'handling', 'missed', 'transfer_in', 'transfer_out', 'returned', 'ratings', 'rated_good'] as const
export type Openable = (typeof openable)[number]

/** Whose work in which days, yyyymmdd. */
export interface FigureFilter {
  from: number
  to: number
  account?: number
  team?: number
  agent?: number
}

/** The conversations that a figure counts: of one line, or of all. */
export interface Opened {
  figure: Openable
  by: Split
  key: string
}

export const figuresKey = ['figures'] as const

/** The figures of a range. Those of a day that is not over grow: they are read again each minute. */
export function useFigures(by: MaybeRefOrGetter<Split>, filter: MaybeRefOrGetter<FigureFilter>, grows: MaybeRefOrGetter<boolean> = false, wanted: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: computed(() => [...figuresKey, toValue(by), toValue(filter)] as const),
    queryFn: () => answer<Figures>(http.GET('/desk/figures', { params: { query: { by: toValue(by), ...toValue(filter) } } })),
    placeholderData: (old) => old,
    staleTime: 15_000,
    refetchInterval: () => (toValue(grows) ? 60_000 : false),
    enabled: () => toValue(wanted),
  })
}

export function useFigureDefinitions() {
  return useQuery({
    queryKey: ['figure-definitions'],
    queryFn: () => answer<{ items: FigureDefinition[] }>(http.GET('/desk/figures/definitions')),
    select: (data) => new Map(data.items.map((one) => [one.figure, one])),
    staleTime: Infinity,
  })
}

export function useFigureConversations(filter: MaybeRefOrGetter<FigureFilter>, opened: MaybeRefOrGetter<Opened>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['figure-conversations', toValue(filter), toValue(opened)] as const),
    queryFn: ({ pageParam }) => {
      const query = { ...toValue(filter), ...toValue(opened), limit: 30, ...(pageParam && { after: pageParam }) }
      return answer<Schemas['CountedConversations']>(http.GET('/desk/figures/conversations', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 0,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

/** Where the table is to be had as a file. */
export function figuresFile(format: 'csv' | 'xlsx', by: Split, filter: FigureFilter, lang: string): string {
  const query = new URLSearchParams(Object.entries({ by, ...filter, lang }).map(([name, value]) => [name, String(value)]))
  return `${base}/desk/figures.${format}?${query}`
}
