import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { WayFilter } from '@/api/wayFilter'
import { filterNames, readFilter, withFilter } from './filter'

/** The filter lives in the address, so that a link, the way back and a saved view all say the same. */
export function useFilter() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed<WayFilter>((old) => {
    const next = readFilter(route.name === 'ways' ? route.query : {})
    return old && JSON.stringify(old) === JSON.stringify(next) ? old : next
  })
  const names = computed(() => filterNames(filter.value))
  const view = computed(() => Number(route.query.view ?? 0) || 0)

  /** The way that lies open stays open; nothing is left to go back to while somebody types. */
  function show(next: WayFilter, view: number, push = false) {
    const query = { ...(view && { view: String(view) }), ...Object.fromEntries(Object.entries(next).map(([name, value]) => [name, String(value)])) }
    const to = { name: 'ways', params: { id: route.params.id ?? '' }, query }
    void (push ? router.push(to) : router.replace(to))
  }
  const set = (change: WayFilter) => show(withFilter(filter.value, change), view.value)
  return { filter, names, view, show, set }
}
