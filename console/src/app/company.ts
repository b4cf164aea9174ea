import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useAccounts } from '@/api/accounts'

/** Which WeCom account a page is about: named in its address, or the first one. */
export function useCompany() {
  const route = useRoute()
  const router = useRouter()
  const { data, isPending, error, refetch } = useAccounts()
  const companies = computed(() => (data.value ?? []).filter((account) => account.kind === 'wecom'))
  const account = computed({
    get: () => companies.value.find(({ id }) => id === Number(route.query.account))?.id ?? companies.value[0]?.id ?? 0,
    set: (id) => void router.replace({ params: route.params, query: { ...route.query, account: id } }),
  })
  return { companies, account, isPending, error, refetch }
}
