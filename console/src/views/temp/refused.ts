import { computed } from 'vue'
import { useAccounts } from '@/api/accounts'

/** To which companies the platform gives no temporary chats, and whether that is all of them. */
export function useTempRefused() {
  const { data } = useAccounts()
  const companies = computed(() => (data.value ?? []).filter((a) => a.kind === 'wecom'))
  const refused = computed(() => companies.value.filter((a) => a.temp_refused_at > 0))
  return {
    companies,
    refused,
    given: computed(() => companies.value.filter((a) => a.temp_refused_at === 0)),
    none: computed(() => companies.value.length > 0 && refused.value.length === companies.value.length),
  }
}
