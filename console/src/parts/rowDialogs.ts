import { computed, ref, type Ref } from 'vue'

interface Removing {
  mutateAsync: (id: number) => Promise<unknown>
  isPending: Ref<boolean>
}

/** The dialogs of a list whose rows are added, changed and taken away: which one is open, and for which row. */
export function useRowDialogs<Row extends { id: number }>(remove: Removing) {
  const open = ref<{ row: Row | null } | null>(null)
  const removing = ref<Row | null>(null) as Ref<Row | null>

  async function confirmed() {
    if (removing.value) await remove.mutateAsync(removing.value.id).catch(() => {})
    removing.value = null
  }
  return {
    /** The row that is changed; null: a new one. */
    editing: computed(() => (open.value?.row ?? null) as Row | null),
    isEditing: computed(() => open.value !== null),
    edit: (row: Row | null) => { open.value = { row } as typeof open.value },
    close: () => { open.value = null },
    removing, confirmed, busy: remove.isPending,
  }
}
