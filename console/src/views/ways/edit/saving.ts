import { computed, type Ref, ref, shallowRef } from 'vue'
import { useQueryClient } from '@tanstack/vue-query'
import { answer, http } from '@/api/client'
import type { Way, WayPreview } from '@/api/types'
import { type Conflict, conflictsOf, useChangeWay, useTryChange } from '@/api/wayChange'
import { changeOf, type Draft, draftOf, rebase } from './draft'

/** The way from a draft to a change: looked at first, asked for then, and begun anew when somebody else was quicker. */
export function useSaving(way: Ref<Way>, done: () => void) {
  const client = useQueryClient()
  const base = shallowRef<Way>(JSON.parse(JSON.stringify(way.value)) as Way)
  const draft = ref<Draft>(draftOf(base.value))
  const preview = shallowRef<WayPreview | null>(null)
  const conflicts = shallowRef<Conflict[]>([])
  const trial = useTryChange()
  const save = useChangeWay()

  const change = computed(() => changeOf(base.value, { ...draft.value, name: draft.value.name.trim(), remark: draft.value.remark.trim() }))
  const changed = computed(() => Object.keys(change.value).length > 0)
  const asked = () => ({ id: way.value.id, change: { version: base.value.version, ...change.value } })

  /** A conflict closes the preview and is settled first; any other error stays where it is shown. */
  function refused(error: unknown) {
    conflicts.value = conflictsOf(error)
    if (conflicts.value.length) preview.value = null
  }

  async function look() {
    save.reset()
    preview.value = await trial.mutateAsync(asked()).catch((error: unknown) => (refused(error), null))
  }

  async function confirm() {
    const saved = await save.mutateAsync(asked()).then(() => true, (error: unknown) => (refused(error), false))
    if (saved) done()
  }

  async function settle(mine: Set<string>) {
    const id = way.value.id
    const fetch = () => answer<Way>(http.GET('/ways/{id}', { params: { path: { id } } }))
    const newer = await client.fetchQuery({ queryKey: ['way', id], queryFn: fetch, staleTime: 0 })
    draft.value = rebase(base.value, draft.value, newer, conflicts.value, mine)
    base.value = JSON.parse(JSON.stringify(newer)) as Way
    conflicts.value = []
    trial.reset()
    if (changed.value) await look()
  }

  const error = computed(() => (conflicts.value.length || preview.value ? null : trial.error.value))
  return { draft, base, preview, conflicts, changed, look, confirm, settle, error, looking: trial.isPending, saving: save.isPending, saveError: save.error }
}
