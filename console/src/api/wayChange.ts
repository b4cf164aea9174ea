import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import { asProblem } from './problem'
import type { Impact, Version, Way, WayChange, WayPreview } from './types'
import { useWayStep } from './ways'

/** A setting that somebody else changed too, with both values. */
export interface Conflict {
  field: string
  yours: unknown
  theirs: unknown
}

/** The conflicts that an error tells of; none for any other error. */
export function conflictsOf(error: unknown): Conflict[] {
  const problem = asProblem(error)
  const list = problem.code === 'way_changed_meanwhile' ? problem.params.conflicts : undefined
  return Array.isArray(list) ? (list as Conflict[]) : []
}

const at = (id: number) => ({ params: { path: { id } } })

/** What a change, or going back to a version, would do; nothing is changed. */
export function useTryChange() {
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: WayChange & { undo_to?: number } }) =>
      answer<WayPreview>(http.POST('/ways/{id}/preview', { ...at(id), body: change })),
    meta: { quiet: true },
  })
}

export const useChangeWay = () =>
  useWayStep(({ id, change }: { id: number; change: WayChange }) => answer<Way>(http.PATCH('/ways/{id}', { ...at(id), body: change })))

export const useUndoWay = () =>
  useWayStep(({ id, to }: { id: number; to: number }) => answer<Way>(http.POST('/ways/{id}/undo', { ...at(id), body: { to } })))

export const useDeleteWay = () => useWayStep(({ id }: { id: number }) => answer<Way>(http.DELETE('/ways/{id}', at(id))))

/** Makes a new way with the settings of a deleted one. */
export const useRestoreWay = () =>
  useWayStep(({ id, key }: { id: number; key: string }) => answer<Way>(http.POST('/ways/{id}/restore', { ...at(id), body: { client_key: key } })))

export function useImpact(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => ['impact', toValue(id)] as const),
    queryFn: () => answer<Impact>(http.GET('/ways/{id}/impact', at(toValue(id)))),
    staleTime: 0,
  })
}

/** The history of a way, newest first. It is read anew whenever the stamp, which is made of the way, changes. */
export function useVersions(id: MaybeRefOrGetter<number>, stamp: MaybeRefOrGetter<string>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['versions', toValue(id), toValue(stamp)] as const),
    queryFn: ({ pageParam }) =>
      answer<{ items: Version[]; next: string }>(
        http.GET('/ways/{id}/versions', { params: { path: { id: toValue(id) }, query: { limit: 20, ...(pageParam && { after: pageParam }) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: (old) => old,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}
