import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { conversationKey } from './conversations'
import { customerKey } from './customers'
import type { Conversation, CustomerDetail, Schemas } from './types'

type CustomerFacts = Schemas['CustomerFacts']

const path = (id: number) => ({ params: { path: { id } } })

/** Marks a conversation with these tags alone. */
export function useTagConversation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, tags }: { id: number; tags: number[] }) => answer<Conversation>(http.PUT('/conversations/{id}/tags', { ...path(id), body: { tags } })),
    onSuccess: (row) => client.setQueryData(conversationKey(row.id), row),
  })
}

/** Notes about a customer: tags, which are these alone, or values of fields, of which those not named stay. */
export function useNoteCustomer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...noted }: { id: number; tags: number[] } | { id: number; fields: { field_id: number; value: string }[] }) =>
      'tags' in noted
        ? answer<CustomerFacts>(http.PUT('/customers/{id}/tags', { ...path(id), body: noted }))
        : answer<CustomerFacts>(http.PUT('/customers/{id}/fields', { ...path(id), body: noted })),
    onSuccess: (noted, { id }) => client.setQueryData<CustomerDetail>(customerKey(id), (data) => data && { ...data, noted }),
  })
}
