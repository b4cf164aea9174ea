import { computed } from 'vue'
import { useTempRefused } from '../temp/refused'

const all = ['ways', 'members', 'pools', 'temp', 'welcomes', 'posters', 'bulk', 'imports', 'drifts', 'quota'] as const

/** The pages of the ledger, in their order. One that the platform refuses is not offered. */
export function useLedgerPages() {
  const { none } = useTempRefused()
  return computed(() => all.filter((page) => page !== 'temp' || !none.value))
}
