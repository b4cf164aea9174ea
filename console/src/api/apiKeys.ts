import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import type { Items } from './items'
import type { APIKey, APIKeyMade } from './types'

const apiKeysKey = ['api_key'] as const

export function useAPIKeys() {
  return useQuery({ queryKey: apiKeysKey, queryFn: () => answer<Items<APIKey>>(http.GET('/api-keys')), select: (data) => data.items })
}

/** Makes a key; its secret is in the answer, this once. */
export function useCreateAPIKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; role: 'agent' | 'admin'; expires_at?: number }) => answer<APIKeyMade>(http.POST('/api-keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysKey }),
    meta: { quiet: true },
  })
}

export function useRevokeAPIKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysKey }),
  })
}
