import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import type { Poster, PosterInput } from './types'

/** Adds a poster (id 0) or changes one. */
export function useSavePoster() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: number; body: PosterInput }) => answer<Poster>(id ? http.PUT('/posters/{id}', { params: { path: { id } }, body }) : http.POST('/posters', { body })),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['posters'] }), client.invalidateQueries({ queryKey: ['drawn'] })]),
    meta: { quiet: true },
  })
}

export function useRemovePoster() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/posters/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['posters'] }),
    meta: { quiet: true },
  })
}
