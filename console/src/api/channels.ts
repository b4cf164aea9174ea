import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { answer, http } from './client'
import { placeItem, type Items } from './items'
import type { Channel, ChannelInput, ChannelName } from './types'

export const channelsKey = ['channels'] as const

export function useChannels() {
  return useQuery({
    queryKey: channelsKey,
    queryFn: () => answer<Items<Channel>>(http.GET('/channels')),
    select: (data) => data.items,
  })
}

export const channelNamesKey = ['channel-names'] as const

/** Channels to choose from: their numbers are not counted for it. */
export function useChannelNames() {
  return useQuery({
    queryKey: channelNamesKey,
    queryFn: () => answer<Items<ChannelName>>(http.GET('/channels/names')),
    select: (data) => data.items,
  })
}

/** Puts a channel, or its absence, where channels are shown. */
export function placeChannel(client: QueryClient, id: number, row: Channel | null) {
  client.setQueryData<Items<Channel>>(channelsKey, (data) => placeItem(data, id, row))
  client.setQueryData<Items<ChannelName>>(channelNamesKey, (data) => placeItem(data, id, row && { id, name: row.name }))
}

/** Makes a channel, or changes the one with the id. */
export function useSaveChannel() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: number } & ChannelInput & { name: string }) =>
      id === undefined
        ? answer<Channel>(http.POST('/channels', { body }))
        : answer<Channel>(http.PATCH('/channels/{id}', { params: { path: { id } }, body })),
    onSuccess: (row) => placeChannel(client, row.id, row),
    meta: { quiet: true },
  })
}
