import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { answer, http } from './client'
import type { Session } from './types'

export const sessionKey = ['session'] as const

export const fetchSession = () => answer<Session>(http.GET('/session'))

export function useSession() {
  const query = useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: Infinity, retry: false })
  return {
    session: query.data,
    me: computed(() => query.data.value?.agent),
    isAdmin: computed(() => query.data.value?.agent.role === 'admin'),
  }
}

export const signIn = (body: { email: string; password: string }) => answer<Session>(http.POST('/session', { body }))

export const signOut = () => answer(http.DELETE('/session'))

export const fetchInvitation = (token: string) =>
  answer(http.GET('/invitation', { params: { query: { token } } }))

export const acceptInvitation = (body: { token: string; name: string; email: string; password: string }) =>
  answer<Session>(http.POST('/invitation', { body }))
