import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import type { Schemas } from './types'

export type KitSettings = Schemas['KitSettings']

const kitKey = ['kit-settings'] as const

/** Whose web pages may show the buttons. */
export function useKitSettings() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: kitKey, queryFn: () => answer<KitSettings>(http.GET('/kit-settings')) })
  const save = useMutation({
    mutationFn: (body: KitSettings) => answer<KitSettings>(http.PUT('/kit-settings', { body })),
    onSuccess: (saved) => client.setQueryData(kitKey, saved),
    meta: { quiet: true },
  })
  return { query, save }
}
