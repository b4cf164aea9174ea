import { useQuery, type QueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { answer, http } from './client'
import type { Schemas } from './types'

export type Wall = Schemas['Wall']

/** Which part of the desk; 0: all of it. */
export interface WallFilter {
  account: number
  team: number
}

const wallKey = 'wall'
/** Without any change time passes too: windows come near their end, and days end. */
const anyway = 30_000

/** The desk at this moment. */
export function useWall(filter: MaybeRefOrGetter<WallFilter>) {
  return useQuery({
    queryKey: computed(() => [wallKey, toValue(filter)] as const),
    queryFn: () => {
      const { account, team } = toValue(filter)
      return answer<Wall>(http.GET('/desk/wall', { params: { query: { ...(account && { account }), ...(team && { team }) } } }))
    },
    placeholderData: (old) => old,
    staleTime: 0,
    refetchInterval: anyway,
    refetchIntervalInBackground: true,
  })
}

const soon = 250
const apart = 3_000

/** How long a re-read waits: hardly at all after a quiet while, and under a storm of changes they stay apart. */
export const rereadIn = (last: number, now: number) => Math.max(soon, last + apart - now)

let last = -Infinity
let timer = 0
let settled = true

/**
 * Something happened at the desk: the wall that is shown, if one is, is read again; and once more when it is quiet, as the
 * figures of the day may be a little old.
 */
export function wallStale(client: QueryClient) {
  settled = false
  if (!timer) wait(client, rereadIn(last, performance.now()))
}

function wait(client: QueryClient, milliseconds: number) {
  timer = window.setTimeout(() => {
    timer = 0
    last = performance.now()
    void client.invalidateQueries({ queryKey: [wallKey] })
    if (!settled) wait(client, apart)
    settled = true
  }, milliseconds)
}
