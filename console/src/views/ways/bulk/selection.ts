import { computed, type Ref, shallowRef, watch } from 'vue'

/** The ids after a click on one row; with a row to begin from, all rows between get the same. */
export function clicked(order: number[], chosen: ReadonlySet<number>, id: number, from: number, on: boolean): Set<number> {
  const next = new Set(chosen)
  const [a, b] = [order.indexOf(from), order.indexOf(id)]
  const span = a < 0 || b < 0 ? [id] : order.slice(Math.min(a, b), Math.max(a, b) + 1)
  for (const one of span) {
    if (on) next.add(one)
    else next.delete(one)
  }
  return next
}

/** Which rows of a list are chosen. Rows that leave the list are no longer chosen, so nothing unseen is changed. */
export function useSelection<T extends { id: number }>(rows: Ref<T[]>) {
  const ids = shallowRef<ReadonlySet<number>>(new Set())
  let last = 0
  watch(rows, (list) => {
    const there = new Set(list.map((row) => row.id))
    if ([...ids.value].some((id) => !there.has(id))) ids.value = new Set([...ids.value].filter((id) => there.has(id)))
  })
  const chosen = computed(() => rows.value.filter((row) => ids.value.has(row.id)))
  const all = computed(() => rows.value.length > 0 && chosen.value.length === rows.value.length)

  function toggle(id: number, shift: boolean) {
    ids.value = clicked(rows.value.map((row) => row.id), ids.value, id, shift ? last : 0, !ids.value.has(id))
    last = id
  }
  const clear = () => (ids.value = new Set())
  const toggleAll = () => (ids.value = all.value ? new Set() : new Set(rows.value.map((row) => row.id)))
  return { ids, chosen, all, toggle, toggleAll, clear }
}
