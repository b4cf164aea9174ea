import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Channel, ChannelInput } from './types'

export const channelsKey = ['channels'] as const

export function useChannels() {
  return useQuery({
    queryKey: channelsKey,
    queryFn: () => answer<Items<Channel>>(http.GET('/channels')),
    select: (data) => data.items,
  })
}

/** Makes a channel, or changes the one with the id. */
export function useSaveChannel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number } & ChannelInput & { name: string }) =>
      id === undefined
        ? answer<Channel>(http.POST('/channels', { body }))
        : answer<Channel>(http.PATCH('/channels/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => client.setQueryData<Items<Channel>>(channelsKey, (data) => placeItem(data, row.id, row)),
    meta: { quiet: true },
  })
}
