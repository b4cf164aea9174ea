import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref, shallowRef } from 'vue'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Schemas } from './types'

export type Rule = Schemas['Rule']
export type RuleInput = Schemas['RuleInput']
export type RuleTrial = Schemas['RuleTrial']
export type RuleTried = Schemas['RuleTried']
export type TriedRule = Schemas['TriedRule']

export const rulesKey = ['rules'] as const

export function useRules() {
  return useQuery({
    queryKey: rulesKey,
    queryFn: () => answer<Items<Rule>>(http.GET('/rules')),
    select: (data) => data.items,
  })
}

/** Rules that acted in the last seven days. */
export function useRuleActs() {
  return useQuery({
    queryKey: ['rule-acts'] as const,
    queryFn: () => answer<Items<Schemas['RuleActs']>>(http.GET('/rules/acts')),
    select: (data) => new Map(data.items.map((one) => [one.rule_id, one])),
    staleTime: 0,
  })
}

export function useSaveRule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, rule }: { id?: number; rule: RuleInput }) =>
      id === undefined
        ? answer<Rule>(http.POST('/rules', { body: rule }))
        : answer<Rule>(http.PUT('/rules/{id}', { params: { path: { id } }, body: rule })),
    onSuccess: (row) => client.setQueryData<Items<Rule>>(rulesKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useRemoveRule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/rules/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) => client.setQueryData<Items<Rule>>(rulesKey, (data) => placeItem(data, id, null)),
  })
}

/**
 * Puts the rules into an order. The list shows it at once, and every move goes from what it shows: orders are sent one after the
 * other, and no list of before replaces what was asked for meanwhile.
 */
export function useOrderRules(rules: Ref<Rule[] | undefined>) {
  const client = useQueryClient()
  const wanted = shallowRef<number[]>([])
  const place = ({ id }: Rule) => (wanted.value.indexOf(id) + 1 || Infinity)
  const save = useMutation({
    scope: { id: 'rules-order' },
    mutationFn: (ids: number[]) => answer<Items<Rule>>(http.POST('/rules/order', { body: { ids } })),
    onSuccess: (data) => client.setQueryData(rulesKey, data),
    onError: () => client.invalidateQueries({ queryKey: rulesKey }),
    onSettled: (_data, _error, ids) => {
      if (ids === wanted.value) wanted.value = []
    },
  })
  return {
    ordered: computed(() => (wanted.value.length && rules.value ? [...rules.value].sort((a, b) => place(a) - place(b) || 0) : rules.value)),
    order: (ids: number[]) => save.mutate((wanted.value = ids)),
  }
}

let turns = 0

/** Says what the rules would do; nothing is sent. Another question takes back the one before. */
export function useTryRules() {
  const asked = shallowRef<{ turn: number; body: RuleTrial }>()
  const query = useQuery({
    queryKey: computed(() => ['rule-trial', asked.value] as const),
    queryFn: ({ signal, queryKey: [, one] }) => answer<RuleTried>(http.POST('/rules/try', { body: one!.body, signal })),
    enabled: computed(() => asked.value !== undefined),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  return {
    ask: (body: RuleTrial | null) => (asked.value = body ? { turn: ++turns, body } : undefined),
    tried: computed(() => asked.value && query.data.value),
    error: query.error,
    isAsking: query.isFetching,
  }
}
