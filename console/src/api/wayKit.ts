import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Schemas } from './types'

export type WayKit = Schemas['WayKit']
export type KitStyle = Schemas['KitStyle']

export const wayKitKey = (id: number) => ['way-kit', id] as const

/** A way's button: its look, where pages do not say otherwise, and how far its code has come. */
export function useWayKit(id: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: computed(() => wayKitKey(toValue(id))),
    queryFn: () => answer<WayKit>(http.GET('/ways/{id}/kit', { params: { path: { id: toValue(id) } } })),
    enabled: computed(() => toValue(id) > 0),
  })
  const save = useMutation({
    mutationFn: (body: KitStyle) => answer<WayKit>(http.PUT('/ways/{id}/kit/style', { params: { path: { id: toValue(id) } }, body })),
    onSuccess: (saved) => client.setQueryData(wayKitKey(toValue(id)), saved),
    meta: { quiet: true },
  })
  return { query, save }
}
