import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Moment, Plan, Way } from './types'
import { useWayStep } from './ways'

/** Who a plan names at a moment, tried before a way has it. The plan must be whole: see `complete`. */
export function usePlanTrial(account: MaybeRefOrGetter<number>, plan: MaybeRefOrGetter<Plan | null>, at: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['plan-trial', toValue(account), toValue(plan), toValue(at)] as const),
    queryFn: () => answer<Moment>(http.POST('/answer/preview', { body: { account_id: toValue(account), plan: toValue(plan)!, at: toValue(at) } })),
    enabled: computed(() => toValue(account) > 0 && toValue(plan) !== null),
    placeholderData: (old) => old,
    retry: false,
  })
}

/** Who answers a way at a moment, and how its week looks. */
export function useMoment(id: MaybeRefOrGetter<number>, at: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['moment', toValue(id), toValue(at)] as const),
    queryFn: () => answer<Moment>(http.GET('/ways/{id}/answer', { params: { path: { id: toValue(id) }, query: { at: toValue(at) } } })),
    enabled: computed(() => toValue(id) > 0),
    placeholderData: (old) => old,
  })
}

export const useSetPlan = () =>
  useWayStep(({ id, plan }: { id: number; plan: Plan | null }) =>
    answer<Way>(http.PUT('/ways/{id}/plan', { params: { path: { id } }, body: { plan: plan as Plan } })),
  )
