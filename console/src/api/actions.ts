import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Action, Mention } from './types'

export const actionsKey = (conversation: number) => ['actions', conversation] as const
export const mentionsKey = ['mentions'] as const

const path = (id: number) => ({ params: { path: { id } } })

/** What was done with a conversation besides writing, oldest first. */
export function useActions(id: MaybeRefOrGetter<number>) {
  return useQuery({
    queryKey: computed(() => actionsKey(toValue(id))),
    queryFn: () => answer<Items<Action>>(http.GET('/conversations/{id}/actions', path(toValue(id)))),
    select: (data) => data.items,
    enabled: computed(() => toValue(id) > 0),
  })
}

/** Notes something for colleagues; those who are named are told. The same key makes it the same note, however often it is sent. */
export function useAddNote() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, key, ...body }: { id: number; key: string; text: string; mentions: number[] }) => {
      const [headers, signal] = [{ 'Idempotency-Key': key }, AbortSignal.timeout(20_000)]
      return answer<Action>(http.POST('/conversations/{id}/notes', { ...path(id), body, headers, signal }))
    },
    onSuccess: (row) => client.setQueryData<Items<Action>>(actionsKey(row.conversation_id), (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

/** Notes that name me, newest first. */
export function useMentions() {
  return useQuery({
    queryKey: mentionsKey,
    queryFn: () => answer<{ items: Mention[]; next: string }>(http.GET('/mentions', { params: { query: { limit: 30 } } })),
    select: (data) => data.items,
  })
}

export function useReadMentions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answer(http.POST('/mentions/read')),
    onSuccess: () => client.invalidateQueries({ queryKey: mentionsKey }),
  })
}
