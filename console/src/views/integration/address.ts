import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Account } from '@/api/types'
import { targets, type Component, type Target } from './code'

/** Where others reach menling: what stands before its callbacks. */
export const serverOf = (accounts: Account[]) => /^(https?:\/\/.+?)\/callbacks\//.exec(accounts[0]?.callback_url ?? '')?.[1] ?? location.origin

/** What code is for stands in the address, so that it can be handed to whoever builds the page. */
export function useChosen(allowed: readonly Target[] = targets) {
  const route = useRoute()
  const router = useRouter()
  const put = (change: Record<string, string>) => void router.replace({ params: route.params, query: { ...route.query, ...change } })
  const target = computed({ get: () => allowed.find((one) => one === route.query.for) ?? 'native', set: (value: Target) => put({ for: value }) })
  const component = computed({
    get: (): Component => (route.query.by === 'plugin' && target.value !== 'web' ? 'plugin' : 'kit'),
    set: (value: Component) => put({ by: value }),
  })
  return { target, component }
}
