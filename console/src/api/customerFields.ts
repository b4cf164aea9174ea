import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Schemas } from './types'

export type CustomerField = Schemas['CustomerField']
export type FieldEdit = Schemas['FieldEdit']

export const customerFieldsKey = ['customer-fields'] as const

/** What agents note about customers. */
export function useCustomerFields() {
  return useQuery({
    queryKey: customerFieldsKey,
    queryFn: () => answer<Items<CustomerField>>(http.GET('/customer-fields')),
    select: (data) => [...data.items].sort((a, b) => a.ord - b.ord || a.id - b.id),
  })
}

export function useSaveCustomerField() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number } & FieldEdit) =>
      id === undefined
        ? answer<CustomerField>(http.POST('/customer-fields', { body }))
        : answer<CustomerField>(http.PATCH('/customer-fields/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => client.setQueryData<Items<CustomerField>>(customerFieldsKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}

export function useRemoveCustomerField() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => answer(http.DELETE('/customer-fields/{id}', { params: { path: { id } } })),
    onSuccess: (_nothing, id) => client.setQueryData<Items<CustomerField>>(customerFieldsKey, (data) => placeItem(data, id, null)),
  })
}
